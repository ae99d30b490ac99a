import { describe, expect, test } from 'vitest';
import { type InkKey, keyboard, type Press } from '../../../src/ask/tui/keyboard.ts';

const NONE: InkKey = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  backspace: false,
  delete: false,
  shift: false,
  ctrl: false,
  meta: false,
};
type Given = string | [string, Partial<InkKey>] | number;

/** Runs what Ink would give: text, keys, and pauses in milliseconds. */
function run(...given: readonly Given[]): string[] {
  let now = 0;
  const read = keyboard(() => now);
  return given.flatMap((one) => {
    if (typeof one === 'number') {
      now += one;
      return [];
    }
    const [input, key] = typeof one === 'string' ? [one, {}] : one;
    return read(input, { ...NONE, ...key }).map(named);
  });
}
const named = (press: Press): string => {
  if (press.key === 'char') return `"${press.text}"`;
  return press.key === 'ctrl' ? `^${press.letter}` : press.key;
};
const ESC: Given = ['', { escape: true }];

describe('the keyboard', () => {
  test('names the keys', () => {
    expect(
      run(
        ['', { upArrow: true }],
        ['', { pageDown: true }],
        ['', { return: true }],
        ['', { tab: true }],
        ['', { tab: true, shift: true }],
      ),
    ).toEqual(['up', 'pagedown', 'enter', 'tab', 'backtab']);
    expect(run(['c', { ctrl: true }], 'x')).toEqual(['^c', '"x"']);
  });

  test('finds Enter, Tab, Backspace and control letters inside a chunk', () => {
    expect(run('abc\rde\t\x15f\x17\x7f')).toEqual(['"abc"', 'enter', '"de"', 'tab', '^u', '"f"', '^w', 'backspace']);
    expect(run('\r\r')).toEqual(['enter', 'enter']);
    expect(run('a\r\nb\n')).toEqual(['"a"', 'enter', '"b"', 'enter']);
  });

  test('drops control characters that are no key', () => {
    expect(run('a\x00b\x1c\x9bc')).toEqual(['"a"', '"b"', '"c"']);
  });

  test('takes Esc and a key of one chunk apart', () => {
    expect(run(['x', { meta: true }])).toEqual(['escape', '"x"']);
    expect(run(['', { return: true, meta: true }])).toEqual(['escape', 'enter']);
    expect(run(['', { leftArrow: true, meta: true }])).toEqual(['escape', 'left']);
  });

  test('rejoins an arrow whose ESC came early', () => {
    expect(run(ESC, 40, '[D')).toEqual(['escape', 'left']);
    expect(run(ESC, 40, '[', 40, 'A', 'x')).toEqual(['escape', 'up', '"x"']);
    expect(run(ESC, 40, '[5~abc')).toEqual(['escape', 'pageup', '"abc"']);
    expect(run(ESC, 30, 'OB')).toEqual(['escape', 'down']);
  });

  test('takes the same characters for text when they come late or mean nothing', () => {
    expect(run(ESC, 500, '[D')).toEqual(['escape', '"[D"']);
    expect(run(ESC, 40, '[q')).toEqual(['escape', '"[q"']);
    expect(run(ESC, 40, '[', 500, 'x')).toEqual(['escape', '"["', '"x"']);
    expect(run('[D')).toEqual(['"[D"']);
  });

  test('swallows a reply of the terminal up to BEL or ST', () => {
    expect(run([']', { meta: true }], '10;rgb:ffff/ffff/ffff\x07x')).toEqual(['"x"']);
    expect(run([']', { meta: true }], '11;rgb:0/0/0', ['\\', { meta: true }], 'y')).toEqual(['"y"']);
    expect(run(['P', { meta: true }], '>|xterm(390)', ['\\', { meta: true }], ['', { return: true }])).toEqual([
      'enter',
    ]);
    expect(run([']', { meta: true }], '0;a', ['g', { ctrl: true }], 'z')).toEqual(['"z"']);
    expect(run(ESC, 30, ']11;rgb:0/0/0\x07q')).toEqual(['escape', '"q"']);
  });

  test('hears again after a reply that never ended', () => {
    expect(run([']', { meta: true }], 'lost', 2000, 'x')).toEqual(['"x"']);
  });

  test('ignores the release of a key', () => {
    expect(run(['x', { eventType: 'release' }])).toEqual([]);
  });
});
