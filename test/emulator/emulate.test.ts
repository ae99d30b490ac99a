import { describe, expect, it } from 'vitest';
import { emulate, findWorld } from '../../src/emulator/emulate.ts';
import { worldNames } from '../../src/emulator/names.ts';
import type { Emulated } from '../../src/emulator/types.ts';
import { over } from '../../src/emulator/world.ts';
import { sample } from '../../src/emulator/worlds/sample.ts';

const { createHttpHeaders, createPipelineRequest } = await import('@azure/core-rest-pipeline');

const SUB = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
const SANDBOX = 'b7e4a9d2-0000-4000-8000-3c6f1e8a5d70';
const VNETS = `/subscriptions/${SUB}/providers/Microsoft.Network/virtualNetworks`;
const LAB = `/subscriptions/${SUB}/resourceGroups/rg-lab-network/providers/Microsoft.Network/virtualNetworks/vnet-lab`;

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly body: Record<string, unknown>;
}

/** One signed request to the emulator, without an SDK. */
async function get(emulated: Emulated, path: string, version = '2025-05-01', signed = true): Promise<Answer> {
  const { token } = await emulated.credential.getToken();
  const headers = createHttpHeaders(signed ? { authorization: `Bearer ${token}` } : {});
  const url = path.startsWith('https:')
    ? path
    : `https://management.azure.com${path}${version === '' ? '' : `?api-version=${version}`}`;
  const response = await emulated.httpClient.sendRequest(createPipelineRequest({ url, headers }));
  const body = JSON.parse(response.bodyAsText ?? '{}') as Record<string, unknown>;
  const error = (body['error'] ?? {}) as { code?: string; message?: string };
  return { status: response.status, code: error.code ?? '', message: error.message ?? '', body };
}

describe('the emulated Resource Manager', () => {
  it('answers in the words of Azure when something is not there', async () => {
    const azure = emulate('sample');
    expect(await get(azure, `${LAB}-2`)).toMatchObject({ status: 404, code: 'ResourceNotFound' });
    expect(await get(azure, LAB.replace('rg-lab', 'rg-none'))).toMatchObject({
      status: 404,
      code: 'ResourceGroupNotFound',
    });
    expect(await get(azure, `${LAB}-2/subnets/x`)).toMatchObject({ status: 404, code: 'ParentResourceNotFound' });
    expect(
      await get(azure, '/subscriptions/aaaaaaaa-0000-4000-8000-000000000000/resourceGroups', '2025-04-01'),
    ).toMatchObject({ status: 404, code: 'SubscriptionNotFound' });
  });

  it('refuses unknown API versions and types', async () => {
    const azure = emulate('sample');
    const old = await get(azure, LAB, '2019-01-01');
    expect(old).toMatchObject({ status: 400, code: 'NoRegisteredProviderFound' });
    expect(old.message).toContain(
      "API version '2019-01-01' for type 'virtualNetworks'. The supported api-versions are '2024-05-01, ",
    );
    expect(await get(azure, LAB.replace('virtualNetworks', 'virtualNets'))).toMatchObject({
      status: 404,
      code: 'InvalidResourceType',
    });
    expect(await get(azure, LAB.replace('Microsoft.Network', 'Microsoft.Net'))).toMatchObject({
      status: 404,
      code: 'InvalidResourceNamespace',
    });
    expect(await get(azure, LAB, '')).toMatchObject({ status: 400, code: 'MissingApiVersionParameter' });
    expect(await get(azure, LAB, '2025-05-01', false)).toMatchObject({ status: 401, code: 'AuthenticationFailed' });
  });

  it('refuses what the roles of the caller do not give, before it says whether it is there', async () => {
    const azure = emulate('denied');
    const refused = await get(azure, LAB.replaceAll('lab', 'hub'));
    expect(refused).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(refused.message).toContain(
      "'ops@contoso.com' with object id '1d4e8f6a-0000-4000-8000-9c2b7a5e3f10' does not have authorization to perform action 'Microsoft.Network/virtualNetworks/read' over scope",
    );
    expect(await get(azure, LAB.replaceAll('lab', 'none'))).toMatchObject({ status: 403 });
    expect(await get(azure, LAB)).toMatchObject({ status: 200 });
  });

  it('asks for the registration of a provider', async () => {
    const path = `/subscriptions/${SANDBOX}/providers/Microsoft.ContainerInstance/locations/westeurope/usages`;
    expect(await get(emulate('sample'), path, '2023-05-01')).toMatchObject({
      status: 409,
      code: 'MissingSubscriptionRegistration',
    });
    expect(await get(emulate('empty'), VNETS)).toMatchObject({ status: 200, body: { value: [] } });
  });

  it('lets a deny assignment win over the role of an owner', async () => {
    const lock = {
      id: `/subscriptions/${SUB}/resourceGroups/rg-lab-network/providers/Microsoft.Authorization/denyAssignments/d`,
      name: 'd',
      type: 'Microsoft.Authorization/denyAssignments',
      properties: {
        denyAssignmentName: 'lock',
        permissions: [{ actions: ['Microsoft.Network/virtualNetworks/read'], notActions: [] }],
        principals: [{ id: '00000000-0000-0000-0000-000000000000' }],
      },
    };
    expect(await get(emulate(over(sample(), { name: 'x', says: '', add: [lock] })), LAB)).toMatchObject({
      status: 403,
    });
  });

  it('shows a list in pages, each entry once', async () => {
    const azure = emulate(over(sample(), { name: 'x', says: '', pageSize: 2 }));
    const names: unknown[] = [];
    let next: string | undefined = VNETS;
    while (next !== undefined) {
      const { body } = await get(azure, next);
      names.push(...(body['value'] as { name: string }[]).map((one) => one.name));
      next = body['nextLink'] as string | undefined;
    }
    expect(names).toEqual(['vnet-hub', 'vnet-lab', 'vnet-spoke-aks']);
  });

  it('takes a document away with everything below it', async () => {
    const azure = emulate(over(sample(), { name: 'x', says: '', remove: [LAB.toUpperCase()] }));
    expect(await get(azure, `${LAB}/subnets/snet-small`)).toMatchObject({ status: 404 });
  });

  it('has an az that says who is signed in, and refuses what it does not know', async () => {
    const { az } = emulate('sample');
    expect(JSON.parse(await az(['account', 'show', '--output', 'json']))).toMatchObject({
      id: SUB,
      user: { name: 'ops@contoso.com' },
    });
    await expect(az(['group', 'create'])).rejects.toThrow('does not know: az group create');
  });
});

describe('worlds', () => {
  it('are found by name; another name lists them', () => {
    expect(worldNames).toEqual(['sample', 'empty', 'denied']);
    expect(findWorld('empty').name).toBe('empty');
    expect(() => emulate('smaple')).toThrow('there is no world named "smaple"; there are: sample, empty, denied');
  });

  it('have each document under its own lower-case id, and no child without a parent', () => {
    for (const name of worldNames) {
      const { documents } = findWorld(name);
      for (const [key, document] of documents) {
        expect(key).toBe(document.id.toLowerCase());
        const group = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/.exec(key)?.[0];
        if (group !== undefined) expect(documents.has(group), key).toBe(true);
        if (document.type.split('/').length > 2)
          expect(documents.has(key.split('/').slice(0, -2).join('/')), key).toBe(true);
      }
    }
  });
});
