import { describe, expect, test } from 'vitest';
import { makeMemory } from '../../src/azure/look.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import { runAll } from '../../src/checks/run.ts';
import { judgeProfile } from '../../src/commands/judge.ts';
import { loadPreset, presetNames } from '../../src/commands/load.ts';
import { allChecks, planChecks } from '../../src/commands/plan-checks.ts';
import { resolveWith } from '../../src/core/engine.ts';
import type { Finding } from '../../src/core/finding.ts';
import { document } from '../../src/emulator/documents.ts';
import { emulate, findWorld } from '../../src/emulator/emulate.ts';
import type { World } from '../../src/emulator/types.ts';
import { type Change, inGroup, over } from '../../src/emulator/world.ts';
import { SUBSCRIPTION } from '../../src/emulator/worlds/empty.ts';
import { sample } from '../../src/emulator/worlds/sample.ts';
import { engine } from '../../steps/index.ts';

const resolvedOf = (preset: string) =>
  judgeProfile(engine, loadPreset(preset), { sets: new Map(), acceptDefaults: true, asOf: undefined }).evaluation
    .resolved;

const worldWith = (change: Omit<Change, 'name' | 'says'>): World =>
  over(sample(), { name: 'test', says: '', ...change });

async function run(preset: string, world: World = sample()): Promise<readonly Finding[]> {
  const clients = makeClients(emulate(world), { maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 });
  return runAll(planChecks, resolvedOf(preset), makeMemory(clients).look);
}

const findingOf = async (id: string, preset: string, world?: World): Promise<Finding | undefined> =>
  (await run(preset, world)).find((one) => one.id === id);

describe('checks of the whole plan', () => {
  test.each(presetNames())('pass for %s in the sample subscription', async (preset) => {
    const findings = await run(preset);
    expect(findings.filter((one) => one.result !== 'pass')).toEqual([]);
    const image = preset === 'hub-spoke-private' ? ['JB-14'] : [];
    expect([...new Set(findings.map((one) => one.id))]).toEqual(['CM-07', ...image, 'PF-04', 'PF-14']);
  });

  test('want nothing while an answer is open', async () => {
    const open = resolveWith(engine, new Map(), { takes: () => false });
    expect(await runAll(planChecks, open, () => Promise.reject(new Error('asked')))).toEqual([]);
  });

  test('have ids of their own beside those of the steps', () => {
    const ids = allChecks.map((one) => one.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(allChecks.flatMap((one) => one.aliases).filter((alias) => ids.includes(alias))).toEqual([]);
  });

  test('are not asked twice about the same', async () => {
    const emulated = emulate(sample());
    const memory = makeMemory(makeClients(emulated));
    await runAll(planChecks, resolvedOf('starter-public'), memory.look);
    await runAll(planChecks, resolvedOf('starter-public'), memory.look);
    expect(emulated.requests.filter((one) => one.includes('/validate'))).toHaveLength(1);
  });
});

describe('the validation', () => {
  test('shows what a policy refuses, in the words of Azure', async () => {
    const found = await findingOf(
      'PF-14',
      'starter-public',
      worldWith({
        policies: [
          {
            name: 'private-only',
            scope: `/subscriptions/${SUBSCRIPTION}`,
            definition: '/d',
            reason: 'clusters must be private',
            type: 'Microsoft.ContainerService/managedClusters',
            path: 'properties.disableLocalAccounts',
            refuses: [true],
          },
        ],
      }),
    );
    expect(found).toMatchObject({ result: 'fail', level: 'should' });
    expect(found?.saw).toBe(
      "RequestDisallowedByPolicy: Resource 'starter-weu' was disallowed by policy. Policy identifiers: 'private-only'. Reasons: 'clusters must be private'.",
    );
    expect(found?.fix).toBeTruthy();
  });

  test('shows what is wrong with the template itself', async () => {
    const fault = { at: '/validate', does: { status: 400, code: 'InvalidTemplate', message: 'line 1 \u001b[31m' } };
    const found = await findingOf('PF-14', 'starter-public', worldWith({ faults: [fault] }));
    expect(found).toMatchObject({ result: 'fail', saw: 'InvalidTemplate: line 1 \u001b[31m' });
  });

  test('says that a group is not there which another team delivers', async () => {
    const gone = worldWith({ remove: [inGroup(SUBSCRIPTION, 'rg-spoke-network')] });
    expect(await findingOf('PF-14', 'hub-spoke-private', gone)).toMatchObject({
      result: 'fail',
      saw: "ResourceGroupNotFound: Resource group 'rg-spoke-network' could not be found.",
    });
  });

  test('is not run for somebody who may not validate', async () => {
    expect(await findingOf('PF-14', 'starter-public', findWorld('denied'))).toMatchObject({
      result: 'not-run',
      why: 'no permission: needs Microsoft.Resources/deployments/validate/action',
    });
  });

  test('is no pass where the answer says nothing', async () => {
    const { credential, httpClient } = emulate('sample');
    const silent: typeof httpClient = {
      sendRequest: async (request) => ({ ...(await httpClient.sendRequest(request)), bodyAsText: '{}' }),
    };
    const { look } = makeMemory(makeClients({ credential, httpClient: silent }));
    const findings = await runAll(planChecks, resolvedOf('starter-public'), look);
    expect(findings.find((one) => one.id === 'PF-14')).toMatchObject({
      id: 'PF-14',
      result: 'not-run',
      why: 'Azure gave no result of the validation',
    });
  });
});

describe('the image template', () => {
  const inState = async (provisioningState: string): Promise<Finding | undefined> => {
    const free = await findingOf('JB-14', 'hub-spoke-private');
    const group = inGroup(SUBSCRIPTION, 'rg-platform-weu-image');
    const id = `${group}/providers/Microsoft.VirtualMachineImages/imageTemplates/${free?.target}`;
    const content = { source: { type: 'PlatformImage' }, distribute: [], provisioningState };
    const add = [
      document(group, { location: 'westeurope' }),
      document(id, { identity: { type: 'UserAssigned' }, properties: content }),
    ];
    return findingOf('JB-14', 'hub-spoke-private', worldWith({ add }));
  };

  test('that failed must be deleted first', async () => {
    expect(await inState('Failed')).toMatchObject({
      result: 'fail',
      fix: expect.stringMatching(
        /^az image builder delete --resource-group rg-platform-weu-image --name it-platform-weu-/,
      ),
    });
  });

  test('of this content is left as it is', async () => {
    expect(await inState('Succeeded')).toMatchObject({ result: 'pass' });
  });

  test('that is being made is waited for', async () => {
    expect(await inState('Creating')).toMatchObject({ result: 'warn' });
  });
});
