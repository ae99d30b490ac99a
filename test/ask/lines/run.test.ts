import { describe, expect, test } from 'vitest';
import { emptySession, type Session } from '../../../src/core/session.ts';
import { engine } from '../../../steps/index.ts';
import { finding, toy } from '../tui/toy.ts';
import { run, type Told } from './script.ts';

const given = (values: Readonly<Record<string, unknown>>): Session => ({
  ...emptySession,
  answers: new Map(Object.entries(values).map(([id, value]) => [id, { value, origin: 'person' as const }])),
  trail: Object.keys(values),
});
const toApi = {
  'base.clusterName': 'prod',
  'base.location': 'westeurope',
  'node.pools': [{ name: 'system', mode: 'System', count: 3 }],
};
const complete = { ...toApi, 'vn.enable': false, 'api.exposure': 'vnet-private', 'api.privateDnsZone': 'new' };

describe('a question', () => {
  test('is printed once: where it stands, what is asked, each option with its mark', async () => {
    const { text } = await run(toy, [], { from: given({ ...toApi, 'vn.enable': true }) });
    expect(text).toContain(
      [
        'API access. 1 to 3 questions left.',
        'How do clients and nodes reach the Kubernetes API server?',
        '  1 of 3  Private, VNet integration. Recommended.',
        '  2 of 3  Public, authorized ranges. Not possible with virtual nodes (API-16).',
        '  3 of 3  Public. Warning: open to the internet.',
        '> Answer, Enter for 1:',
      ].join('\n'),
    );
  });

  test('is answered by a number, a value or Enter, and the draft is kept after each answer', async () => {
    const { answers, saved } = await run(toy, ['prod', '', '', 'no', '3', '']);
    expect(answers).toMatchObject({
      'base.clusterName': 'prod',
      'base.location': 'westeurope',
      'node.pools': [{ name: 'system', mode: 'System', count: 3 }],
      'vn.enable': false,
      'api.exposure': 'public',
    });
    expect(saved.map((session) => session.answers.size)).toEqual([1, 2, 3, 4, 5]);
  });

  test('stays until it is answered; what was misspelled is offered, and Enter takes it', async () => {
    const from = given({ ...toApi, 'vn.enable': false, 'api.exposure': 'public-ranges' });
    const { text, answers } = await run(toy, ['20.60.1.7/24', ''], { from });
    expect(text).toContain('20.60.1.7/24 is a host in 20.60.1.0/24.\n> Answer, Enter for 20.60.1.0/24:');
    expect(answers['api.authorizedRanges']).toEqual(['20.60.1.0/24']);
  });

  test('without a recommended answer does not take Enter', async () => {
    const { text, saved } = await run(toy, ['']);
    expect(text).toContain('There is no answer to take here');
    expect(saved).toEqual([]);
  });

  test('is explained by ?, with what each option changes, and asked again', async () => {
    const { text, prompts } = await run(toy, ['?'], { from: given({ ...toApi, 'vn.enable': false }) });
    expect(text).toContain('  2  Public, authorized ranges. Only the ranges you list get in.');
    expect(text).toContain('     Asks: api.authorizedRanges.');
    expect(text).toContain('Later: fixed at creation.');
    expect(prompts).toEqual(['Answer, Enter for 1:', 'Answer, Enter for 1:']);
  });

  test('shows nothing that a terminal would obey', async () => {
    const suggest = async () => ({ is: 'found' as const, items: [{ value: 'evil\x1b[2J', note: '\u202eabc' }] });
    const { text } = await run(toy, ['prod'], { with: { suggest } });
    expect(text).toContain('evil\\u{1b}[2J');
    expect(text).not.toMatch(/[\x1b\u202e]/);
  });
});

describe('look-ups', () => {
  const items = [
    { value: 'westeurope', note: 'West Europe' },
    { value: 'northeurope', note: 'North Europe' },
    { value: 'moon', note: '', unfit: 'no air' },
  ];
  const suggest = async () => ({ is: 'found' as const, items });

  test('are numbered, the unfit ones last with the reason, and a number takes one', async () => {
    const { text, answers } = await run(toy, ['prod', '2'], { with: { suggest } });
    expect(text).toContain('  2 of 3  northeurope  North Europe.\n  3 of 3  moon  Not fit: no air.');
    expect(answers['base.location']).toBe('northeurope');
  });

  test('? and a word shows those that have it, with numbers of their own', async () => {
    const { text, answers } = await run(toy, ['prod', '? north', '1'], { with: { suggest } });
    expect(text).toContain('  1 of 1  northeurope  North Europe.');
    expect(answers['base.location']).toBe('northeurope');
  });

  test('that could not run say why, and the value is typed', async () => {
    const { text, answers } = await run(toy, ['prod', 'eastus']);
    expect(text).toContain('Nothing was looked up: nobody is signed in.');
    expect(answers['base.location']).toBe('eastus');
  });

  test('of something unfit warn when it is taken', async () => {
    const { text } = await run(toy, ['prod', 'moon'], { with: { suggest } });
    expect(text).toContain('Warning: moon: no air.');
  });
});

describe('a list of records', () => {
  const from = given({ 'base.clusterName': 'prod', 'base.location': 'westeurope' });

  test('add goes through the fields; Enter takes what is usual', async () => {
    const { answers } = await run(toy, ['add', 'web', '', '5', ''], { from });
    expect(answers['node.pools']).toEqual([
      { name: 'system', mode: 'System', count: 3 },
      { name: 'web', mode: 'User', count: 5 },
    ]);
  });

  test('a number edits: Enter keeps each field', async () => {
    const { answers } = await run(toy, ['1', '', '', '7', ''], { from });
    expect(answers['node.pools']).toEqual([{ name: 'system', mode: 'System', count: 7 }]);
  });

  test('remove takes one away; a list with faults is not kept, and :back leaves a field without a change', async () => {
    const { text, answers } = await run(toy, ['remove 1', '', 'add', 'web', ':back', 'add', 'api', '2', '1', ''], {
      from,
    });
    expect(text).toContain('Fault: needs at least 1 entry.');
    expect(answers['node.pools']).toEqual([{ name: 'api', mode: 'User', count: 1 }]);
  });
});

describe('a conflict', () => {
  const from = given({ ...toApi, 'vn.enable': true });

  test('of a forbidden option: a typed-ahead Enter changes nothing', async () => {
    const { text, saved } = await run(toy, ['2', ''], { from });
    expect(text).toContain('Conflict API-16: Virtual nodes cannot be used with authorized IP ranges.');
    expect(text).toContain('In conflict: ');
    expect(text).toContain('vn.enable = true (you)');
    expect(saved).toEqual([]);
  });

  test('a way out is a number, with its effect, and is taken together with the option', async () => {
    const { text, answers } = await run(toy, ['2', '2'], { from });
    expect(text).toContain('  2 of 3  Take it, and vn.enable becomes false.');
    expect(answers).toMatchObject({ 'vn.enable': false, 'api.exposure': 'public-ranges' });
  });

  test('both can be kept for now; then nothing can be written', async () => {
    const { text, answers } = await run(toy, ['2', '3', '10.0.0.0/16', ''], { from });
    expect(answers).toMatchObject({ 'vn.enable': true, 'api.exposure': 'public-ranges' });
    expect(text).toContain('Nothing can be written while this blocks:\nAPI-16:');
  });

  test('a warning can be accepted with a reason', async () => {
    const { saved, text } = await run(toy, ['3', 'Accept it, with a reason', 'it is a demo'], {
      from: given({ ...toApi, 'vn.enable': false }),
    });
    expect(text).toContain('Warning API-1: The API server is open to the internet.');
    expect(saved.at(-1)?.acknowledged).toEqual([
      { rule: 'API-1', for: { 'api.exposure': 'public' }, because: 'it is a demo' },
    ]);
  });

  test('answers of a person that would go are listed; Enter keeps them', async () => {
    const lines = [':find api.exposure', '3', ''];
    const { text, saved } = await run(toy, lines, { from: given(complete) });
    expect(text).toContain('This drops 1 answer of yours:\n  api.privateDnsZone = new (you)');
    expect(saved).toEqual([]);
  });

  test('and they go when that is chosen', async () => {
    const { answers } = await run(toy, [':find api.exposure', '3', '2', ''], { from: given(complete) });
    expect(answers['api.exposure']).toBe('public');
  });
});

describe('commands', () => {
  test(':back follows the questions visited, and nothing is lost', async () => {
    const { text, answers } = await run(toy, ['prod', '', ':back', ':back', 'test', '', '']);
    expect(text.match(/What is the cluster called\?/g)?.length).toBe(2);
    expect(answers).toMatchObject({ 'base.clusterName': 'test', 'base.location': 'westeurope' });
  });

  test(':find goes to a question by id or word and returns to the open one', async () => {
    const { prompts, text, answers } = await run(toy, [':find Entra', '2', 'none'], { from: given(toApi) });
    expect(text).toContain('  2 of 2  id.adminGroups.');
    expect(answers['id.adminGroups']).toEqual([]);
    expect(prompts.at(-1)).toBe('Answer, Enter for 2:');
  });

  test(':find says what hides a question that is not asked now', async () => {
    const { text } = await run(toy, [':find api.privateDnsZone'], {
      from: given({ ...complete, 'api.exposure': 'public' }),
    });
    expect(text).toContain('Not asked now: it depends on api.private.');
  });

  test(':problems lists what blocks and what could not look, and the question is asked again', async () => {
    const line = (told: Told) => {
      told.news({
        kind: 'checks',
        findings: [finding({ result: 'not-run', why: 'no permission' })],
        running: [],
      });
      return ':problems';
    };
    const { text } = await run(toy, [line], {
      from: given({ ...toApi, 'vn.enable': false, 'api.exposure': 'public' }),
    });
    expect(text).toContain('API-1: The API server is open to the internet. Warning. Fix: Choose a private one.');
    expect(text).toContain('PF-06: Not checked: enough quota (westeurope): no permission.');
  });

  test(':wait waits until no check is running', async () => {
    const line = (told: Told) => {
      told.news({ kind: 'checks', findings: [], running: [{ title: 'quota', decisions: [] }] });
      setTimeout(() => told.news({ kind: 'checks', findings: [finding({ saw: 'quota is enough' })], running: [] }), 20);
      return ':wait';
    };
    const { text } = await run(toy, [line], { from: given(toApi) });
    expect(text).toMatch(/Waiting for 1 check\.[\s\S]*No check is running\./);
  });

  test('results that arrive while one types are said after Enter, once', async () => {
    const arrive = (line: string) => (told: Told) => {
      const findings = [
        finding({ saw: 'westeurope offers it' }),
        finding({ id: 'C-API-1', result: 'fail', saw: 'snet-api is a /29', fix: 'choose another subnet' }),
      ];
      told.news({ kind: 'checks', findings, running: [] });
      return line;
    };
    const { text } = await run(toy, ['prod', arrive(''), arrive('')]);
    expect(text.match(/Checked: enough quota \(westeurope\): westeurope offers it\. Pass\./g)?.length).toBe(1);
    expect(text).toContain('Checked: enough quota (westeurope): snet-api is a /29. Fails. Fix: choose another subnet.');
  });

  test('checks are asked for at each question, with the question that they concern', async () => {
    const { checked } = await run(toy, ['prod', '']);
    expect(checked).toEqual(['base.clusterName', 'base.location', 'node.pools']);
  });
});

describe('the end', () => {
  test('the review shows every area, and Enter writes', async () => {
    const { text, ended } = await run(toy, ['3', ''], { from: given(complete) });
    expect(text).toContain('API access: 2 chosen, 0 by default.');
    expect(text).toContain('  api.exposure = vnet-private (you)');
    expect(text).toContain('> Write to prod/? Enter writes:');
    expect(ended).toEqual({ is: 'written', summary: 'Written to prod/\n', exit: 0 });
  });

  test('claims nothing of what no check has looked at', async () => {
    const passed = (told: Told) => {
      told.news({ kind: 'checks', findings: [finding({})], running: [] });
      return ':problems';
    };
    const { text } = await run(toy, [passed], { from: given(complete) });
    expect(text).toContain('No rule is broken. No check has looked at anything yet.');
    expect(text).toContain('No rule is broken. All 1 check passed.');
  });

  test('another folder, and a refusal that force overcomes', async () => {
    const write = async (_session: Session, folder: string, force: boolean) =>
      force
        ? { is: 'written' as const, summary: folder, exit: 3 }
        : { is: 'refused' as const, why: ['setup.sh was changed since'], forcible: true };
    const { text, ended } = await run(toy, ['to other/', '', 'force'], { from: given(complete), with: { write } });
    expect(text).toContain('Nothing was written:\n  setup.sh was changed since');
    expect(ended).toEqual({ is: 'written', summary: 'other', exit: 3 });
  });

  test('a failed check that must hold keeps it from being written, and says how to go there', async () => {
    const line = (told: Told) => {
      told.news({ kind: 'checks', findings: [finding({ result: 'fail', saw: 'quota is 4' })], running: [] });
      return ':problems';
    };
    const { text, ended } = await run(toy, [line, '', 'base.location'], { from: given(complete) });
    expect(text).toContain(
      'Nothing can be written while this blocks:\nPF-06: Checked: enough quota (westeurope): quota is 4. Fails.',
    );
    expect(text).toContain('Which region?');
    expect(ended).toEqual({ is: 'left' });
  });

  test('Ctrl-C asks first: Enter stays, a second one leaves', async () => {
    const stayed = await run(toy, ['^C', '', 'prod']);
    const left = await run(toy, ['prod', '^C', '^C', 'westeurope']);
    expect(stayed.answers).toEqual({ 'base.clusterName': 'prod' });
    expect(left.text).toContain('Leave? Your 1 answer is kept in .aks-setup-draft.yaml.');
    expect(left.ended).toEqual({ is: 'left' });
    expect(left.answers).toEqual({ 'base.clusterName': 'prod' });
  });

  test('the end of input leaves and a hang-up is told, with the draft kept', async () => {
    expect((await run(toy, ['prod'])).ended).toEqual({ is: 'left' });
    expect((await run(toy, ['prod', 'SIGHUP'])).ended).toEqual({ is: 'signalled', signal: 'SIGHUP' });
  });
});

describe('the start', () => {
  const start = { label: 'Small public cluster', note: 'preset starter-public', session: given(toApi) };
  const first = (lines: readonly string[], more: Parameters<typeof run>[2] = {}) =>
    run(toy, lines, { starts: [start], ...more }, 'menu');

  test('offers the ways to begin; Enter takes the first', async () => {
    const { text, prompts } = await first(['']);
    expect(text).toContain('  1 of 2  Small public cluster. Preset starter-public.');
    expect(prompts.at(-1)).toBe('Answer, Enter for 2:');
  });

  test('loads a profile by its path and says what is wrong with it', async () => {
    const load = async (path: string) =>
      path === 'good.yaml'
        ? { is: 'loaded' as const, session: given(complete) }
        : { is: 'refused' as const, why: [`${path} does not exist`] };
    const { text } = await first(['2', 'bad.yaml', 'good.yaml'], { with: { load } });
    expect(text).toContain('bad.yaml does not exist');
    expect(text).toContain('Write to prod/?');
  });

  test('signed out it offers to sign in, the sample, or no checks', async () => {
    const { text } = await first(['4', ''], { account: { is: 'signed-out', why: 'az is not signed in' } });
    expect(text).toContain('  3 of 5  Sign in (az login).');
    expect(text).toContain('SAMPLE: the built-in subscription.');
  });
});

test('Enter on every question of the real steps, with what has no default typed, leads to the review', async () => {
  const typed: Readonly<Record<string, string>> = {
    'base.subscription': '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20',
    'base.location': 'westeurope',
    'base.resourceGroup': 'rg-aks-prod',
    'base.clusterName': 'prod-weu',
    'id.adminGroups': '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30',
  };
  const line = (told: Told) => typed[told.checked.at(-1) ?? ''] ?? '';
  const { text, answers } = await run(
    engine,
    Array.from({ length: 60 }, () => line),
  );
  expect(answers).toMatchObject({ 'base.location': 'westeurope', 'base.clusterName': 'prod-weu' });
  expect(text).toMatch(/Review\n/);
});
