import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../../../src/ask/tui/line.ts';
import { next } from '../../../src/ask/tui/next.ts';
import { screen } from '../../../src/ask/tui/screen.ts';
import { FIRST, push, stateOf } from '../../../src/ask/tui/state.ts';
import { emptySession, update, view } from '../../../src/core/session.ts';
import { eventOf, setting, Wizard } from './drive.ts';
import { finding, toy } from './toy.ts';

const ALL = ['weu', 'enter', 'enter', 'enter', 'enter', 'enter', 'enter'];
const upTo = (id: string): Wizard => {
  const wizard = new Wizard();
  const keys = [...ALL];
  while (view(toy, wizard.state.session).current?.id !== id && keys.length > 0) wizard.press(keys.shift() ?? '');
  return wizard;
};

describe('a question', () => {
  test('says where one is, what is asked and what is recommended', () => {
    const text = upTo('api.exposure').text();
    expect(text).toContain('API access');
    expect(text).toContain('questions left');
    expect(text).toContain('How do clients and nodes reach the Kubernetes API server?');
    expect(text).toMatch(/❯ Private, VNet integration +recommended/);
    expect(text).toMatch(/Public +! open to the internet/);
    expect(text).toContain('No public endpoint. The API server gets an internal address.');
    expect(text).toContain('asks private DNS zone');
    expect(text).toContain('fixed at creation');
  });

  test('keys typed ahead meet the questions they were meant for', () => {
    const wizard = new Wizard().press('weu', 'enter', 'enter', 'enter', 'down', 'enter', 'down', 'enter');
    expect(wizard.answer('base.clusterName')).toBe('weu');
    expect(wizard.answer('base.location')).toBe('westeurope');
    expect(wizard.answer('node.pools')).toEqual([{ name: 'system', mode: 'System', count: 3 }]);
    expect(wizard.answer('api.exposure')).toBe('public-ranges');
    expect(wizard.text()).toContain('Which public IPv4 ranges');
  });

  test('Esc goes back on the trail, and coming forward finds every answer', () => {
    const wizard = upTo('vn.enable').press('escape', 'escape');
    expect(wizard.text()).toContain('Which region?');
    expect(wizard.text()).toContain('westeurope');
    wizard.press('escape');
    expect(wizard.text()).toContain('What is the cluster called?');
    expect(wizard.here()).toContain('weu');
    wizard.press('enter');
    expect(wizard.text()).toContain('Run burst pods on virtual nodes?');
  });

  test('Esc on the first question leads to the first screen, which goes on where one was', () => {
    const wizard = upTo('base.location').press('escape', 'escape');
    expect(wizard.here()).toContain('Go on where you were');
    wizard.press('enter');
    expect(wizard.text()).toContain('What is the cluster called?');
  });

  test('unfinished typing survives going elsewhere', () => {
    const wizard = new Wizard().press('we', '^p', 'escape', '^g', 'escape', 'u', 'enter');
    expect(wizard.answer('base.clusterName')).toBe('weu');
  });

  test('a finding appears beside the question it concerns and blocks nothing', () => {
    const wizard = upTo('base.location')
      .press('north')
      .send({
        kind: 'news',
        news: {
          kind: 'checks',
          running: [],
          findings: [finding({ result: 'fail', saw: 'only 2 cores are left', fix: 'ask for more' })],
        },
      });
    expect(wizard.text()).toContain('✗ enough quota (westeurope): only 2 cores are left');
    expect(wizard.text()).toContain('✗ 1 fails');
    expect(wizard.press('europe', 'enter').answer('base.location')).toBe('northeurope');
  });

  test('what could not be looked at is never shown as a pass', () => {
    const wizard = upTo('base.location').send({
      kind: 'news',
      news: { kind: 'checks', running: [], findings: [finding({ result: 'not-run', why: 'no permission' })] },
    });
    expect(wizard.text()).toContain('- enough quota (westeurope): not looked at, no permission');
    expect(wizard.text()).not.toContain('✓');
  });
});

describe('typed answers', () => {
  test('a fault is told when Enter was tried, not while typing', () => {
    const wizard = new Wizard().press('Weu');
    expect(wizard.text()).not.toContain('✗');
    expect(wizard.press('enter').text()).toContain('✗ must be a lower-case name   Tab takes weu');
    expect(wizard.press('tab', 'enter').answer('base.clusterName')).toBe('weu');
  });

  test('look-ups complete, narrow while typing, and say when they could not run', () => {
    const wizard = upTo('base.location');
    expect(wizard.text()).toContain('~ looking up regions');
    const items = [
      { value: 'westeurope', note: 'zones 1 2 3' },
      { value: 'northeurope', note: 'zones 1 2 3', unfit: 'no VNet integration' },
    ];
    wizard.suggest('regions base.location', { is: 'found', items });
    expect(wizard.text()).toMatch(/northeurope +! no VNet integration +zones 1 2 3/);
    expect(wizard.press('nor', 'tab', 'enter').answer('base.location')).toBe('northeurope');

    const blind = upTo('base.location').suggest('regions base.location', { is: 'not-run', why: 'not signed in' });
    expect(blind.text()).toContain('- not looked up: not signed in. Type the value');
  });

  test('hostile text from a look-up is shown, not obeyed', () => {
    const wizard = upTo('base.location').suggest('regions base.location', {
      is: 'found',
      items: [{ value: 'x\x1b[2J', note: 'a\u202eb' }],
    });
    expect(wizard.text()).toContain('x\\u{1b}[2J');
    expect(wizard.text()).toContain('a\\u{202e}b');
  });
});

describe('lists', () => {
  const atRanges = () => upTo('vn.enable').press('down', 'enter', 'down', 'enter');

  test('pasted newlines separate rows and are never Enter', () => {
    const wizard = atRanges().press('paste:20.50.0.0/24\n20.60.0.0/24\r\n20.70.0.0/24\n');
    expect(wizard.answer('api.authorizedRanges')).toBeUndefined();
    expect(wizard.text()).toContain('Done, 3 entries');
    expect(wizard.press('end', 'down', 'enter', 'enter').answer('api.authorizedRanges')).toEqual([
      '20.50.0.0/24',
      '20.60.0.0/24',
      '20.70.0.0/24',
    ]);
  });

  test('Tab takes the range that a host address means', () => {
    const wizard = atRanges().press('20.60.1.7/24');
    expect(wizard.text()).toContain('Tab takes 20.60.1.0/24');
    expect(wizard.press('tab', 'down', 'enter', 'enter').answer('api.authorizedRanges')).toEqual(['20.60.1.0/24']);
  });

  test('emptying a row deletes it', () => {
    const wizard = atRanges().press('paste:20.50.0.0/24\n20.60.0.0/24', '^u', 'down', 'down', 'enter', 'enter');
    expect(wizard.answer('api.authorizedRanges')).toEqual(['20.50.0.0/24']);
  });

  test('Done with a fault goes to the row at fault', () => {
    const wizard = atRanges().press('paste:20.50.0.0/24\nnonsense', 'down', 'enter', 'enter');
    expect(wizard.answer('api.authorizedRanges')).toBeUndefined();
    expect(wizard.here()).toContain('nonsense');
    expect(wizard.text()).toContain('✗ must be an IPv4 range');
  });

  test('a complete proposal has the cursor on Done', () => {
    expect(upTo('node.pools').here()).toContain('Done, 1 pool');
  });

  test('a record is a form: fields, faults beside them, Keep', () => {
    const wizard = upTo('node.pools').press('up', 'enter', 'Bad!', 'tab', 'u');
    expect(wizard.text()).toContain('How many nodes');
    wizard.press('down', 'down', 'enter');
    expect(wizard.text()).toContain('✗ must be up to 12 letters and digits');
    wizard.press('^u', 'burst', 'down', 'down', 'down', 'enter', 'enter');
    expect(wizard.answer('node.pools')).toEqual([
      { name: 'system', mode: 'System', count: 3 },
      { name: 'burst', mode: 'User', count: 3 },
    ]);
  });

  test('Esc closes a form and keeps what was typed', () => {
    const wizard = upTo('node.pools').press('up', 'enter', 'Burst', 'escape');
    expect(wizard.text()).toContain('Burst');
    expect(wizard.press('escape').text()).toContain('Which region?');
  });
});

describe('a forbidden option', () => {
  const forbidden = () => upTo('vn.enable').press('up', 'enter');

  test('stays visible with the answer that forbids it', () => {
    expect(forbidden().text()).toMatch(/Public, authorized ranges +✗ not with virtual nodes/);
  });

  test('Enter on it changes nothing and offers ways out; the cursor is on the row that changes nothing', () => {
    const wizard = forbidden().press('down', 'enter');
    expect(wizard.answer('api.exposure')).toBeUndefined();
    expect(wizard.text()).toContain('Virtual nodes cannot be used with authorized IP ranges');
    expect(wizard.here()).toContain('Leave it as it is');
    expect(wizard.text()).toContain('Take it, and vn.enable becomes false');
    expect(wizard.text()).toContain('Go to vn.enable');
    wizard.press('enter');
    expect(wizard.text()).toContain('How do clients and nodes reach');
  });

  test('a way out takes both answers', () => {
    const wizard = forbidden().press('down', 'enter', 'down', 'enter');
    expect(wizard.answer('api.exposure')).toBe('public-ranges');
    expect(wizard.answer('vn.enable')).toBe(false);
    expect(wizard.text()).toContain('Which public IPv4 ranges');
  });
});

describe('a conflict that arises', () => {
  const conflict = () =>
    upTo('vn.enable').press('down', 'enter', 'down', 'enter', 'paste:10.0.0.0/8', 'down', 'enter', 'enter');

  test('takes the question’s place, and a typed-ahead Enter changes nothing', () => {
    const wizard = conflict();
    expect(wizard.text()).toContain('A range of sixteen million addresses is no protection');
    expect(wizard.here()).toContain('Keep it for now');
    const { answers } = wizard.state.session;
    expect(wizard.press('enter').state.session.answers).toBe(answers);
  });

  test('keeps the outputs from being written until it is gone', () => {
    const wizard = conflict().press('enter', '^r', 'backtab');
    expect(wizard.text()).toContain('Nothing can be written while this blocks');
    expect(wizard.text()).toContain('API-2');
  });

  test('is among the problems, and going there comes back to them', () => {
    const wizard = conflict().press('enter', '^p');
    expect(wizard.here()).toContain('API-2');
    wizard.press('enter', 'down', 'down');
    while (!wizard.here().includes('Go to api.authorizedRanges')) wizard.press('up');
    wizard.press('enter');
    expect(wizard.text()).toContain('Which public IPv4 ranges');
    expect(wizard.text()).toContain('Esc returns to where you were');
    expect(wizard.press('escape').text()).toContain('Problems');
  });
});

describe('answers of a person', () => {
  test('are listed before they go out of use, and come back', () => {
    const wizard = upTo('vn.enable').press(
      'down',
      'enter',
      'down',
      'enter',
      'paste:20.50.0.0/24',
      'down',
      'enter',
      'enter',
    );
    wizard.press('escape', 'escape');
    expect(wizard.text()).toContain('How do clients and nodes');
    wizard.press('up', 'enter');
    expect(wizard.text()).toContain('! 1 answer of yours is then not needed');
    expect(wizard.text()).toContain('api.authorizedRanges = 20.50.0.0/24');
    expect(wizard.here()).toContain('Leave it as it is');
    wizard.press('down', 'enter');
    expect(wizard.answer('api.exposure')).toBe('vnet-private');
    expect(wizard.answer('api.authorizedRanges')).toEqual(['20.50.0.0/24']);
  });
});

describe('the review', () => {
  const reviewed = () => new Wizard().press(...ALL);

  test('is the last screen: areas folded, defaults counted', () => {
    const text = reviewed().text();
    expect(text).toContain('[Decisions]');
    expect(text).toMatch(/Basics +2 chosen, 1 by default, all recommended/);
  });

  test('unfolds an area, and an answer given from there returns there', () => {
    const wizard = reviewed().press('end', 'enter', 'down', 'enter');
    expect(wizard.text()).toContain('Which tools are on the jump box?');
    wizard.press('up', ' ', 'end', 'enter');
    expect(wizard.answer('jb.tools')).toEqual(['kubectl', 'helm']);
    expect(wizard.text()).toContain('[Decisions]');
    expect(wizard.text()).toMatch(/Jump box +1 chosen, 0 by default, 1 not as recommended/);
  });

  test('shows the texts when they are made, and says why when not', () => {
    const wizard = reviewed().press('tab');
    expect(wizard.text()).toContain('~ making it');
    wizard.send({
      kind: 'previewed',
      session: wizard.state.session,
      outputs: { is: 'made', script: 'az group create\n# next', bicep: 'param x' },
    });
    expect(wizard.text()).toContain('az group create');
    expect(wizard.press('tab').text()).toContain('param x');
    wizard.send({
      kind: 'previewed',
      session: wizard.state.session,
      outputs: { is: 'not-made', why: 'an answer is missing' },
    });
    expect(wizard.text()).toContain('- Not made: an answer is missing');
  });

  test('writes to the folder that is named after the cluster, unless another is typed', () => {
    const wizard = reviewed().press('backtab');
    expect(wizard.here()).toContain('Write to weu/');
    wizard.press('-2', 'enter');
    expect(wizard.state.requests.at(-1)).toMatchObject({ kind: 'write', folder: 'weu-2', force: false });
    wizard.send({ kind: 'wrote', outcome: { is: 'refused', why: ['setup.sh was changed since'], forcible: true } });
    expect(wizard.text()).toContain('✗ setup.sh was changed since');
    wizard.press('down', 'enter');
    expect(wizard.state.requests.at(-1)).toMatchObject({ kind: 'write', force: true });
    wizard.send({ kind: 'wrote', outcome: { is: 'written', summary: 'Written', exit: 0 } });
    expect(wizard.state.ended).toEqual({ is: 'written', summary: 'Written', exit: 0 });
  });

  test('does not offer to write while questions are open', () => {
    expect(upTo('vn.enable').press('^r', 'backtab').text()).toContain('questions still open');
  });
});

describe('leaving', () => {
  test('asks once, says what is kept, and stays on Enter', () => {
    const wizard = upTo('vn.enable').press('^c');
    expect(wizard.text()).toContain('Leave? Your 3 answers are kept in .aks-setup-draft.yaml.');
    expect(wizard.here()).toContain('Stay');
    expect(wizard.press('enter').state.ended).toBeUndefined();
  });

  test('a second ^C leaves at once', () => {
    expect(new Wizard().press('^c', '^c').state.ended).toEqual({ is: 'left' });
  });
});

describe('every screen', () => {
  const WORDS = [
    'up',
    'down',
    'left',
    'right',
    'enter',
    'enter',
    'escape',
    'tab',
    'backtab',
    'home',
    'end',
    'backspace',
    '^p',
    '^r',
    '^g',
    '^o',
    '^u',
    '^k',
    ' ',
    'a',
    '10.0.0.0/24',
    'paste:x\n10.0.0.0/8',
    'é',
    '日本',
  ];
  const walk = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 });
  const sizes = fc.constantFrom([80, 24], [40, 12], [100, 30], [50, 14], [39, 9], [200, 60]) as fc.Arbitrary<
    [number, number]
  >;

  test('has exactly the rows of the terminal and no line wider than it, with the caret inside', () => {
    fc.assert(
      fc.property(walk, sizes, (words, [columns, rows]) => {
        let state = stateOf({ columns, rows }, { is: 'signed-out', why: 'az is not signed in' }, undefined);
        for (const word of words) {
          state = next(setting, state, eventOf(word));
          const { lines, caret } = screen(setting, state);
          expect(lines.length).toBe(rows);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
          if (columns >= 40 && rows >= 10) expect(caret, words.join(' ')).toBeDefined();
          if (caret) expect(caret.x < columns && caret.y < rows).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('stays usable at 40x12: question, options, one key line', () => {
    const wizard = upTo('api.exposure').send({ kind: 'resized', size: { columns: 40, rows: 12 } });
    const text = wizard.text();
    expect(text).toContain('How do clients and nodes reach the');
    for (const option of ['❯ Private, VNet', 'Public, authorized', 'Public']) expect(text).toContain(option);
    expect(wizard.lines().at(-1)).toContain('^C leave');
  });

  test('below 40x10 is one sentence', () => {
    const wizard = upTo('api.exposure').send({ kind: 'resized', size: { columns: 39, rows: 9 } });
    expect(wizard.lines().filter((line) => line !== '')).toEqual(['Make the window at least 40x10.']);
  });
});

describe('nothing is lost', () => {
  test('random keys never take an answer away', () => {
    const values = { 'base.clusterName': 'weu', 'base.location': 'westeurope' };
    const from = update(toy, emptySession, { kind: 'set', values, origin: 'person' });
    const keys = fc.array(fc.constantFrom('up', 'down', 'enter', 'escape', '^p', '^r', '^g', 'tab', 'x'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(keys, (words) => {
        const wizard = new Wizard({ from });
        for (const word of words) {
          if (wizard.state.first) return; // there a person may begin anew
          wizard.press(word);
          for (const id of Object.keys(values)) expect(wizard.answer(id)).toBeDefined();
        }
      }),
    );
  });
});

describe('the first screen', () => {
  const first = () => {
    const wizard = new Wizard();
    wizard.state = { ...wizard.state, first: FIRST };
    return wizard;
  };

  test('offers the ways to begin and says that nothing is changed', () => {
    const text = first().text();
    expect(text).toContain('Nothing is changed in Azure.');
    expect(text).toMatch(/❯ Decide everything myself +no defaults taken/);
    expect(text).toContain('Signed in as ops@contoso.com.');
  });

  test('loads a profile by its path, completing it, and tells what is wrong with it', () => {
    const wizard = first().press('down', 'enter', 'prof');
    expect(wizard.state.requests.at(-1)).toEqual({ kind: 'complete', typed: 'prof' });
    wizard.send({ kind: 'completed', typed: 'prof', paths: ['profiles/'] }).press('tab', 'a.yaml', 'enter');
    expect(wizard.state.requests.at(-1)).toEqual({ kind: 'load', path: 'profiles/a.yaml' });
    wizard.send({ kind: 'loaded', loaded: { is: 'refused', why: ['profiles/a.yaml:3:1 unknown key'] } });
    expect(wizard.text()).toContain('✗ profiles/a.yaml:3:1 unknown key');
    wizard.press('enter').send({ kind: 'loaded', loaded: { is: 'loaded', session: emptySession } });
    expect(wizard.text()).toContain('What is the cluster called?');
  });

  test('signed out, offers to sign in, to use the sample, or to go on without checks', () => {
    const account = { is: 'signed-out', why: 'az has no account' } as const;
    const wizard = first().send({ kind: 'news', news: { kind: 'account', account } });
    expect(wizard.text()).toContain('- Not signed in: az has no account');
    wizard.press('end', 'up', 'up', 'enter');
    expect(wizard.state.requests.at(-1)).toEqual({ kind: 'connect', how: 'sign-in' });
    wizard.send({ kind: 'news', news: { kind: 'account', account: { is: 'sample' } } });
    expect(wizard.text()).toContain('SAMPLE');
  });
});

describe('boxes and maps', () => {
  const visit = (id: string): Wizard => {
    const wizard = new Wizard();
    wizard.state = push(wizard.state, { is: 'visit', id });
    return wizard;
  };

  test('Space toggles a box; nothing chosen is refused where one is needed', () => {
    const wizard = visit('jb.tools').press('home', ' ', 'end', 'enter');
    expect(wizard.answer('jb.tools')).toBeUndefined();
    expect(wizard.text()).toContain('✗ needs at least 1 entry');
    wizard.press('up', ' ', 'end', 'enter');
    expect(wizard.answer('jb.tools')).toEqual(['helm']);
  });

  test('a map with fixed keys has a row for each; an empty one is absent', () => {
    const wizard = visit('base.owners').press('home', 'up', 'up', 'net team', 'end', 'down', 'down', 'enter');
    expect(wizard.answer('base.owners')).toEqual({ network: 'net team' });
  });

  test('^O says everything about the value under the cursor, and goes again', () => {
    const wizard = upTo('api.exposure').press('^o');
    expect(wizard.text()).toContain('in the profile  api.exposure');
    expect(wizard.text()).toContain('https://example.com/toy');
    expect(wizard.press('^o').text()).toContain('❯ Private, VNet integration');
  });
});

describe('warnings and retired technology', () => {
  test('a warning blocks nothing and is accepted with a reason that stays with the answer', () => {
    const wizard = upTo('vn.enable').press('down', 'enter', 'down', 'down', 'enter');
    expect(wizard.answer('api.exposure')).toBe('public');
    expect(wizard.text()).toContain('! 1 warn');
    wizard.press('^p', 'enter', 'end', 'enter', 'a lab', 'enter');
    expect(wizard.state.session.acknowledged).toEqual([
      { rule: 'API-1', for: { 'api.exposure': 'public' }, because: 'a lab' },
    ]);
    expect(wizard.text()).not.toContain('1 warn');
  });
});

describe('a finding', () => {
  test('is counted even when all is well, and without one nothing is claimed', () => {
    const wizard = upTo('vn.enable').press('^p');
    expect(wizard.text()).toContain('- Nothing blocks and nothing warns. No check has run.');
    const running = [{ title: 'enough quota', decisions: ['base.location'] }];
    wizard.send({ kind: 'news', news: { kind: 'checks', running, findings: [finding({})] } });
    expect(wizard.text()).toContain('✓ Nothing blocks and nothing warns. 1 check passed. 1 running.');
  });

  test('opened from the problems says what was seen, the fix and the source, and goes to its question', () => {
    const failed = finding({ result: 'fail', saw: 'only 2 cores are left', fix: 'ask for more' });
    const wizard = upTo('vn.enable').send({ kind: 'news', news: { kind: 'checks', running: [], findings: [failed] } });
    wizard.press('^p', 'enter');
    expect(wizard.text()).toContain('Fix: ask for more');
    expect(wizard.text()).toContain('https://example.com/quota');
    wizard.press('down', 'enter');
    expect(wizard.text()).toContain('Which region?');
  });
});
