import type { AccessToken } from '@azure/identity';
import type { Caller, Connection, Credential } from './clients.ts';
import { NotRun } from './port.ts';

const EARLY_MS = 5 * 60_000;

/**
 * One token for each scope, shared by all clients. Each SDK client keeps its own, and `AzureCliCredential` starts an
 * az (300 to 450 ms) for each: nine clients would start nine. The asker's abort signal is not passed on: the others wait for
 * the same token.
 */
export function sharedTokens(credential: Credential, now: () => number = Date.now): Credential {
  const tokens = new Map<string, Promise<AccessToken | null>>();
  const getToken: Credential['getToken'] = async (scopes) => {
    const key = [scopes].flat().join(' ');
    const held = tokens.get(key);
    const token = await held?.catch(() => null);
    if (token && token.expiresOnTimestamp - EARLY_MS > now()) return token;
    if (tokens.get(key) !== held) return getToken(scopes);
    const asked = credential.getToken(scopes);
    tokens.set(key, asked);
    return asked;
  };
  return { getToken };
}

/** The operator's `az login`. The SDK is loaded here, after the first frame is on screen. */
export async function signedInByAz(tenantId?: string): Promise<Connection> {
  const { AzureCliCredential } = await import('@azure/identity');
  return { credential: new AzureCliCredential({ processTimeoutInMs: 15_000, ...(tenantId ? { tenantId } : {}) }) };
}

/** Reads who is signed in from the claims of an access token. The token itself is never kept, shown or logged. */
export function callerOf(token: string): Caller {
  const claims = decode(token.split('.')[1] ?? '');
  const text = (...names: readonly string[]): string => {
    const found = names.map((name) => claims[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? found : '';
  };
  const caller = { objectId: text('oid'), tenantId: text('tid'), name: text('upn', 'unique_name', 'appid') };
  if (caller.objectId === '') throw new NotRun('the access token does not say who is signed in');
  return caller;
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) ?? {}) as Record<string, unknown>;
  } catch {
    throw new NotRun('the access token cannot be read');
  }
}
