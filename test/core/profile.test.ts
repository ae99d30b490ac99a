import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveWith } from '../../src/core/engine.ts';
import { printProfile } from '../../src/core/profile/print.ts';
import { readProfile } from '../../src/core/profile/read.ts';
import type { Given } from '../../src/core/resolve.ts';
import { toy } from './toy.ts';

const read = (text: string) => readProfile(toy, text);
const print = (answers: ReadonlyMap<string, Given>, previous?: string, defaults = true) =>
  printProfile(
    { engine: toy, resolved: resolveWith(toy, answers), acknowledged: [], writer: 'aks-setup 0.1.0', defaults },
    previous,
  );
const chosen = (values: Record<string, unknown>) =>
  new Map(Object.entries(values).map(([id, value]): [string, Given] => [id, { value, origin: 'person' }]));

const labels = fc.stringMatching(/^[a-z0-9 '$`"-]{1,40}$/).filter((text) => text.trim() !== '' || text !== '');
const answers = fc
  .record({
    burst: fc.boolean(),
    access: fc.constantFrom('private', 'ranges', 'open'),
    size: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    label: fc.option(
      fc.oneof(
        labels,
        fc.constantFrom('yes', 'no', 'on', 'null', '1', '0x1f', '1e3', "it's", '- a', '" "', 'y', '2026'),
      ),
      { nil: undefined },
    ),
    ranges: fc.uniqueArray(fc.constantFrom('20.0.0.0/24', 'egress', '20.0.1.0/24'), { maxLength: 3 }),
  })
  .map(({ burst, access, size, label, ranges }) =>
    chosen({
      'base.burst': burst,
      'api.access': access,
      ...(access === 'ranges' ? { 'api.ranges': ranges } : {}),
      ...(size === undefined ? {} : { 'net.size': size }),
      ...(label === undefined ? {} : { 'net.label': label }),
    }),
  );

describe('a printed profile', () => {
  test('is read again as the same answers, chosen ones as chosen, defaults as frozen', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { profile, problems } = read(print(given));
        expect(problems).toEqual([]);
        for (const [id, state] of resolveWith(toy, given)) {
          if (toy.byId.get(id)?.form !== 'decision' || state.is !== 'given') continue;
          expect(profile.answers.get(id)).toEqual({
            value: state.value,
            origin: state.origin === 'person' ? 'person' : 'frozen',
          });
        }
      }),
    );
  });

  test('is the same when printed again from what was read, with and without the old text', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const text = print(given);
        const again = read(text).profile.answers;
        expect(print(again)).toBe(text);
        expect(print(again, text)).toBe(text);
        expect(print(given, 'format: 1\n')).toBe(text);
      }),
    );
  });

  test('has areas and keys in graph order, and nothing that is not due', () => {
    const text = print(chosen({ 'net.size': 5, 'api.access': 'open', 'base.burst': false }));
    expect(text).toBe(
      [
        '# aks-setup profile. Repeat it with: aks-setup replay FILE --out DIR',
        '',
        'format: 1',
        'writtenBy: aks-setup 0.1.0, facts of 2026-11-20',
        'decisions:',
        '  # chosen by a person',
        '  base:',
        '    burst: false',
        '  api:',
        '    access: open',
        '  net:',
        '    size: 5',
        'defaults:',
        '  # taken as recommended; move a line up to make it yours',
        '  net:',
        '    label: s5',
        '    pools:',
        '      - name: system',
        '        mode: System',
        '        taint: true',
        '',
      ].join('\n'),
    );
  });

  test('a draft leaves out what was taken as recommended', () => {
    expect(print(chosen({ 'base.burst': true }), undefined, false)).not.toContain('defaults');
  });
});

describe('a rewritten profile', () => {
  const text = [
    '# Our production cluster',
    '',
    'format: 1',
    'decisions:',
    '  # ours',
    '  base:',
    '    # bursts on Mondays',
    '    burst: false   # agreed',
    '',
    '  # the door',
    '  api:',
    "    access: 'ranges'",
    '    ranges:',
    '      # office',
    '      - 20.0.0.0/24  # first floor',
    '      # the cluster',
    '      - egress',
    'defaults:',
    '  net:',
    '    size: 60 # enough',
    '# the end',
    '',
  ].join('\n');
  const comments = (of: string) => [...of.matchAll(/# ?(.*)$/gm)].map((found) => found[1]);

  test('keeps every comment and blank line of a person', () => {
    const out = print(read(text).profile.answers, text);
    for (const comment of comments(text)) expect(comments(out)).toContain(comment);
    expect(out).toContain("access: 'ranges'");
    expect(out).toMatch(/\n\n {2}# the door/);
  });

  test('keeps the comment of an answer that moved from defaults to decisions, and of one that is gone', () => {
    const moved = new Map([...read(text).profile.answers, ...chosen({ 'net.size': 61, 'api.access': 'open' })]);
    const out = print(moved, text);
    expect(out).toMatch(/size: 61 # enough/);
    for (const comment of ['office', 'first floor', 'the cluster']) expect(comments(out)).toContain(comment);
    expect(print(read(out).profile.answers, out)).toBe(out);
  });

  test('settles: printing what was printed changes nothing', () => {
    const lines = fc.array(fc.constantFrom('# a', '', '  # b', '    # c', '      # d'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(lines, { minLength: 21, maxLength: 21 }), (more) => {
        const noisy = text
          .split('\n')
          .flatMap((line, i) => [...(more[i] ?? []), line])
          .join('\n');
        const first = read(noisy);
        expect(first.problems).toEqual([]);
        const out = print(first.profile.answers, noisy);
        for (const [id, given] of first.profile.answers) expect(read(out).profile.answers.get(id)).toEqual(given);
        expect(print(read(out).profile.answers, out)).toBe(out);
        const count = (of: string, what: string) => comments(of).filter((one) => one === what).length;
        for (const comment of ['a', 'b', 'c', 'd'])
          if (count(noisy, comment) > 0) expect(count(out, comment)).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
