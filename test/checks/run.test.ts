import { describe, expect, it } from 'vitest';
import { type Asked, type LookOptions, type Memory, makeMemory } from '../../src/azure/look.ts';
import { subnet, vnet } from '../../src/azure/queries/networks.ts';
import { resourceGroup } from '../../src/azure/queries/resource-groups.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { runAll, wanted } from '../../src/checks/run.ts';
import { watchChecks } from '../../src/checks/watch.ts';
import { decision, type Handle } from '../../src/core/decision.ts';
import { text } from '../../src/core/kind.ts';
import { type Given, type Resolved, resolve } from '../../src/core/resolve.ts';
import { type EmulateOptions, emulate } from '../../src/emulator/emulate.ts';

const SUB = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
const VNET = `/subscriptions/${SUB}/resourceGroups/rg-lab-network/providers/Microsoft.Network/virtualNetworks/vnet-lab`;
const SOURCE = { title: 'a page', url: 'https://example.com/page', read: '2026-11-20' };
const answer = <const Id extends string>(id: Id) =>
  decision({ id, question: id, explain: '', kind: text(/.*/, ''), permanence: 'none', sources: [SOURCE] });
const first = answer('a.first');
const second = answer('a.second');

/** Looks at the subnet named by an answer. */
const looksAt = <const Id extends string>(id: string, handle: Handle<Id, string, true>) =>
  check({
    id,
    title: `${id} looks`,
    level: 'must',
    reads: [handle],
    targets: (read) => [{ name: read(handle), id: `${VNET}/subnets/${read(handle)}` }],
    run: async (target, look) => {
      const seen = await look(subnet, { id: target.id });
      if (seen.is === 'absent') return fail('it is not there', `az network vnet subnet create --name ${target.name}`);
      return seen.value.used > 0 ? warn(`${seen.value.used} used`, 'take another') : pass(`${seen.value.prefixes}`);
    },
    source: SOURCE,
  });
const checks = [looksAt('X-2', second), looksAt('X-1', first)];

function answers(given: Readonly<Record<string, string>>): Resolved {
  const entries = Object.entries(given).map(([id, value]): [string, Given] => [id, { value, origin: 'person' }]);
  return resolve([first, second], new Map(entries), { takes: () => false, asOf: '2026-11-20' });
}

const connect = (world: string, options: EmulateOptions & LookOptions = {}) => {
  const emulated = emulate(world, options);
  const clients = makeClients(emulated, { maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 });
  return { emulated, clients, memory: makeMemory(clients, options) };
};

describe('what is wanted', () => {
  it('is nothing for a check whose answer is open', () => {
    expect(wanted(checks, answers({ 'a.first': 'snet-small' })).map((task) => task.check.id)).toEqual(['X-1']);
  });

  it('is another task when the answer is another', () => {
    const key = (name: string) => wanted(checks, answers({ 'a.first': name }))[0]?.key;
    expect(key('snet-small')).toBe(key('snet-small'));
    expect(key('snet-small')).not.toBe(key('snet-full'));
  });

  it('names targets apart that answers name alike, and looks at the same one once', () => {
    const alike = check({
      id: 'X-9',
      title: '',
      level: 'must',
      reads: [],
      targets: () => [
        { name: 'vnet', id: '/a' },
        { name: 'vnet', id: '/b' },
        { name: 'vnet', id: '/a' },
      ],
      run: async () => pass(''),
      source: SOURCE,
    });
    expect(wanted([alike], answers({})).map((task) => task.target)).toEqual([
      { name: 'vnet', id: '/a' },
      { name: 'vnet (2)', id: '/b' },
    ]);
  });
});

describe('a batch', () => {
  it('gives each result with its target, sorted', async () => {
    const { memory } = connect('sample');
    const findings = await runAll(checks, answers({ 'a.first': 'snet-full', 'a.second': 'snet-gone' }), memory.look);
    expect(findings).toEqual([
      {
        id: 'X-1',
        target: 'snet-full',
        title: 'X-1 looks',
        level: 'must',
        result: 'warn',
        saw: '27 used',
        why: null,
        fix: 'take another',
        decisions: ['a.first'],
        source: SOURCE.url,
      },
      {
        id: 'X-2',
        target: 'snet-gone',
        title: 'X-2 looks',
        level: 'must',
        result: 'fail',
        saw: 'it is not there',
        why: null,
        fix: 'az network vnet subnet create --name snet-gone',
        decisions: ['a.second'],
        source: SOURCE.url,
      },
    ]);
  });

  it('asks for the same thing once, whoever asks', async () => {
    const { memory, emulated } = connect('sample');
    await runAll(checks, answers({ 'a.first': 'snet-small', 'a.second': 'snet-small' }), memory.look);
    expect(emulated.requests).toHaveLength(1);
  });

  it('never passes what it could not look at: refused, too late, broken', async () => {
    const results = async (world: string, options: EmulateOptions & LookOptions = {}) => {
      const { memory } = connect(world, options);
      const [finding] = await runAll(checks, answers({ 'a.first': 'snet-nodes-blocked' }), memory.look);
      return [finding?.result, finding?.why];
    };
    const hidden = { at: 'snet-nodes-blocked', does: { status: 403, code: 'AuthorizationFailed' } };
    expect(await results('sample', { faults: [hidden] })).toEqual([
      'not-run',
      'no permission: needs Microsoft.Network/virtualNetworks/subnets/read',
    ]);
    expect(await results('sample', { delayMs: 600_000, limitMs: 20 })).toEqual([
      'not-run',
      'no answer within 0.02 seconds',
    ]);
    expect(await results('sample', { faults: [{ at: 'vnet-lab', does: { broken: 'ENOTFOUND' } }] })).toEqual([
      'not-run',
      'no answer from Azure (ENOTFOUND)',
    ]);
  });

  it('calls a check that throws a bug, and goes on with the others', async () => {
    const { memory } = connect('sample');
    const broken = check({
      id: 'X-0',
      title: '',
      level: 'must',
      reads: [first],
      targets: () => [{ name: 'x' }],
      run: async () => {
        throw new TypeError('no such property');
      },
      source: SOURCE,
    });
    const findings = await runAll([broken, ...checks], answers({ 'a.first': 'snet-small' }), memory.look);
    expect(findings.map((finding) => finding.result)).toEqual(['not-run', 'pass']);
    expect(findings[0]?.why).toBe('a bug in the check X-0: no such property');
  });

  it('says why a check was left out, and does not ask', async () => {
    const { memory, emulated } = connect('sample');
    const leftOut = (): string => 'skipped: --offline';
    const [finding] = await runAll(checks, answers({ 'a.first': 'snet-small' }), memory.look, { leftOut });
    expect(finding).toMatchObject({ result: 'not-run', why: 'skipped: --offline', saw: null });
    expect(emulated.requests).toEqual([]);
  });

  it('has at most sixteen questions under way', async () => {
    const { emulated } = connect('sample', { delayMs: 1 });
    let under = 0;
    let most = 0;
    const httpClient: typeof emulated.httpClient = {
      async sendRequest(request) {
        under += 1;
        most = Math.max(most, under);
        return emulated.httpClient.sendRequest(request).finally(() => {
          under -= 1;
        });
      },
    };
    const { look } = makeMemory(makeClients({ ...emulated, httpClient }));
    await Promise.all(
      Array.from({ length: 60 }, (_, at) => look(resourceGroup, { subscription: SUB, group: `rg-${at}` })),
    );
    expect(emulated.requests).toHaveLength(60);
    expect(most).toBe(16);
  });

  it('records each question for the evidence', async () => {
    const asked: Asked[] = [];
    const { memory } = connect('denied', { onAsked: (one) => asked.push(one) });
    await runAll(checks, answers({ 'a.first': 'snet-small', 'a.second': 'snet-gone' }), memory.look);
    expect(asked.map((one) => [one.question.split('/').at(-1), one.answer.is])).toEqual([
      ['snet-gone', 'absent'],
      ['snet-small', 'found'],
    ]);
  });

  it('gives the same bytes twice', async () => {
    const once = async () =>
      JSON.stringify(
        await runAll(
          checks,
          answers({ 'a.first': 'snet-full', 'a.second': 'snet-small' }),
          connect('sample').memory.look,
        ),
      );
    expect(await once()).toBe(await once());
  });
});

/** Resolves when the watch has nothing under way any more. */
async function settled(memory: Memory, step: (watch: ReturnType<typeof watchChecks>) => void) {
  const { promise, resolve: done } = Promise.withResolvers<void>();
  let begun = false;
  const watch = watchChecks(memory, () => {
    if (begun && watch.running().length === 0) done();
  });
  step(watch);
  begun = true;
  await promise;
  return watch;
}

describe('checks that follow the answers', () => {
  it('keep a shared question running when the check that asked first is no longer wanted', async () => {
    const { memory, emulated } = connect('sample', { delayMs: 5 });
    const shared = answers({ 'a.first': 'snet-small', 'a.second': 'snet-small' });
    const watch = await settled(memory, (one) => {
      one.want(wanted([...checks].reverse(), shared));
      one.want(wanted(checks, answers({ 'a.first': 'snet-full', 'a.second': 'snet-small' })));
    });
    expect(watch.findings().map((finding) => [finding.id, finding.target, finding.result])).toEqual([
      ['X-1', 'snet-full', 'warn'],
      ['X-2', 'snet-small', 'pass'],
    ]);
    expect(emulated.requests).toHaveLength(2);
  });

  it('drop the result of what is no longer wanted', async () => {
    const { memory } = connect('sample', { delayMs: 2 });
    const watch = await settled(memory, (one) => {
      one.want(wanted(checks, answers({ 'a.first': 'snet-small' })));
      one.want(wanted(checks, answers({ 'a.second': 'snet-full' })));
    });
    expect(watch.findings().map((finding) => finding.target)).toEqual(['snet-full']);
    expect(watch.running()).toEqual([]);
  });

  it('run again what could not be looked at', async () => {
    const { memory, emulated } = connect('sample', {
      faults: [{ at: 'snet-small', times: 1, does: { status: 500, code: 'InternalServerError' } }],
    });
    const { promise, resolve: done } = Promise.withResolvers<void>();
    const seen: string[] = [];
    const watch = watchChecks(memory, () => {
      const [finding] = watch.findings();
      if (finding === undefined) return;
      seen.push(finding.result);
      if (finding.result === 'not-run') watch.again();
      else done();
    });
    watch.want(wanted(checks, answers({ 'a.first': 'snet-small' })));
    await promise;
    expect(seen).toEqual(['not-run', 'pass']);
    expect(emulated.requests).toHaveLength(2);
  });

  it('say nothing more once stopped', async () => {
    const { memory } = connect('sample', { delayMs: 600_000 });
    let told = 0;
    const watch = watchChecks(memory, () => {
      told += 1;
    });
    watch.want(wanted(checks, answers({ 'a.first': 'snet-small' })));
    watch.stop();
    await expect(memory.look(vnet, { id: VNET })).rejects.toThrow('the run was stopped');
    expect(told).toBe(1);
    expect(watch.findings()).toEqual([]);
  });
});
