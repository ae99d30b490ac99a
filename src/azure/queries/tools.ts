import { asObject, asText, query } from '../clients.ts';
import { NotRun } from '../port.ts';

const json = (text: string, command: string): Readonly<Record<string, unknown>> => {
  try {
    return asObject(JSON.parse(text));
  } catch {
    throw new NotRun(`${command} did not answer with JSON`);
  }
};

/** The version of the Azure CLI on this machine. */
export const azVersion = query<
  Record<never, never>,
  { readonly version: string; readonly extensions: readonly string[] }
>({
  name: 'azVersion',
  needs: 'az on this machine',
  key: () => '',
  ask: async (clients, _args, signal) => {
    const body = json(await clients.az(['version', '--output', 'json'], signal), 'az version');
    return { version: asText(body['azure-cli']), extensions: Object.keys(asObject(body['extensions'])) };
  },
});

/** The subscription and user that az itself has chosen: setup.sh runs as these. */
export const azAccount = query<
  Record<never, never>,
  { readonly subscription: string; readonly tenantId: string; readonly user: string }
>({
  name: 'azAccount',
  needs: 'az on this machine, signed in',
  key: () => '',
  ask: async (clients, _args, signal) => {
    const body = json(await clients.az(['account', 'show', '--output', 'json'], signal), 'az account show');
    return {
      subscription: asText(body['id']),
      tenantId: asText(body['tenantId']),
      user: asText(asObject(body['user'])['name']),
    };
  },
});
