import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realAz } from '../../src/azure/az.ts';
import { callerOf, sharedTokens } from '../../src/azure/credential.ts';
import { readFailure } from '../../src/azure/failure.ts';
import { makeMemory } from '../../src/azure/look.ts';
import { subscriptions } from '../../src/azure/queries/subscriptions.ts';
import { azVersion } from '../../src/azure/queries/tools.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import { emulate } from '../../src/emulator/emulate.ts';

const signal = new AbortController().signal;
const before = process.env['PATH'];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'az-'));
});
afterEach(async () => {
  process.env['PATH'] = before;
  await rm(folder, { recursive: true });
});

async function installAz(script: string): Promise<void> {
  await writeFile(join(folder, 'az'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'az'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${before}`;
}

describe('az', () => {
  it('gets each argument as it is, without a shell', async () => {
    await installAz('printf "%s\\n" "$#" "$2"');
    expect(await realAz(['version', '$(touch x); "'], signal)).toBe('2\n$(touch x); "');
  });

  it('that is not installed is said to be so', async () => {
    process.env['PATH'] = folder;
    await expect(realAz(['version'], signal)).rejects.toMatchObject({ why: 'az is not installed' });
  });

  it('that ends with an error gives its last line', async () => {
    await installAz('echo first >&2; echo "ERROR: Please run az login" >&2; exit 1');
    await expect(realAz(['account', 'show', '--output', 'json'], signal)).rejects.toMatchObject({
      why: 'az account show ended with 1: ERROR: Please run az login',
    });
  });

  it('that answers nonsense is not taken for an answer', async () => {
    await installAz('echo hello');
    const { look } = makeMemory(makeClients({ credential: emulate('sample').credential }));
    await expect(look(azVersion, {})).rejects.toMatchObject({ why: 'az version did not answer with JSON' });
  });

  it('is ended when the run is', async () => {
    await installAz('exec sleep 600');
    const memory = makeMemory(makeClients({ credential: emulate('sample').credential }));
    const asked = memory.look(azVersion, {});
    setTimeout(() => memory.stop(), 20);
    await expect(asked).rejects.toMatchObject({ why: 'the run was stopped' });
  });
});

describe('the sign-in', () => {
  const token = (expiresOnTimestamp: number) => ({ token: 't', expiresOnTimestamp });

  it('is asked once for a scope, also by many at once, and again before it ends', async () => {
    const scopes: string[] = [];
    let now = 0;
    const shared = sharedTokens(
      {
        getToken: async (scope) => {
          scopes.push(String(scope));
          return token(now + 3_600_000);
        },
      },
      () => now,
    );
    await Promise.all([shared.getToken('a'), shared.getToken('a'), shared.getToken(['b'])]);
    expect(scopes.sort()).toEqual(['a', 'b']);
    now = 3_500_000;
    await shared.getToken('a');
    expect(scopes).toHaveLength(3);
  });

  it('is asked again after it failed', async () => {
    let asked = 0;
    const shared = sharedTokens({
      getToken: async () => {
        asked += 1;
        if (asked === 1) throw new Error('no');
        return token(9e12);
      },
    });
    await expect(shared.getToken('a')).rejects.toThrow('no');
    expect((await shared.getToken('a'))?.token).toBe('t');
  });

  it('that is missing makes a question not run, with the command that helps', async () => {
    const { httpClient } = emulate('sample');
    const unavailable = Object.assign(new Error("Please run 'az login' from a command prompt"), {
      name: 'CredentialUnavailableError',
    });
    const { look } = makeMemory(
      makeClients({
        httpClient,
        credential: {
          getToken: async () => {
            throw unavailable;
          },
        },
      }),
    );
    await expect(look(subscriptions, {})).rejects.toMatchObject({
      why: expect.stringMatching(/^not signed in: .*; run az login$/),
    });
  });

  it('that is missing because az is missing says so, and not the three lines of the SDK', () => {
    const missing = Object.assign(
      new Error('Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions'),
      { name: 'CredentialUnavailableError' },
    );
    expect(() => readFailure(missing, { needs: 'x' })).toThrow(
      expect.objectContaining({ why: expect.stringMatching(/^not signed in: az is not installed; .* az login$/) }),
    );
  });

  it('says who it is by the claims of its token', () => {
    const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect(callerOf(`x.${part({ oid: 'o', tid: 't', appid: 'a' })}.`)).toEqual({
      objectId: 'o',
      tenantId: 't',
      name: 'a',
    });
    expect(() => callerOf(`x.${part({})}.`)).toThrow('does not say who is signed in');
    expect(() => callerOf('garbage')).toThrow('cannot be read');
  });
});
