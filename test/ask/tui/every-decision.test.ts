import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UNICODE } from '../../../src/ask/signs.ts';
import { editorFor } from '../../../src/ask/tui/editors/index.ts';
import { lineWidth, textOf } from '../../../src/ask/tui/line.ts';
import { next } from '../../../src/ask/tui/next.ts';
import { questionFor } from '../../../src/ask/tui/panels/question.ts';
import { screen } from '../../../src/ask/tui/screen.ts';
import { push, type Setting, type State, stateOf } from '../../../src/ask/tui/state.ts';
import type { AnyDecision } from '../../../src/core/decision.ts';
import { readProfile } from '../../../src/core/profile/read.ts';
import { answerOf } from '../../../src/core/resolve.ts';
import { emptySession, view } from '../../../src/core/session.ts';
import { engine } from '../../../steps/index.ts';
import { eventOf } from './drive.ts';

const setting: Setting = {
  engine,
  signs: UNICODE,
  starts: [],
  draftName: '.aks-setup-draft.yaml',
  folder: undefined,
  adds: () => [],
};
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
];
const visiting = (id: string, size: State['size']): State =>
  push(stateOf(size, { is: 'off' }, emptySession), { is: 'visit', id });
const press = (state: State, ...words: readonly string[]): State =>
  words.reduce((now, word) => next(setting, now, eventOf(word)), state);

/** Every kind of key, so that each editor meets each, with and without text in it. */
const KEYS = ['up', 'down', 'enter', 'tab', ' ', 'x', 'left', 'right', 'home', 'end', '^o', '^o', 'pagedown', 'escape'];

describe.each(engine.decisions.map((decision) => [decision.id, decision] as const))('%s', (id, decision) => {
  test.each(SIZES)('shows its question and where one stands at $columns x $rows', (size) => {
    const { lines, caret } = screen(setting, visiting(id, size));
    const text = lines.map(textOf).join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(decision.question);
    expect(text).toContain('❯');
    expect(caret).toBeDefined();
  });

  test.each(SIZES)('takes every key and fits $columns x $rows after each', (size) => {
    let state = visiting(id, size);
    for (const word of [...KEYS, ...KEYS]) {
      state = press(state, word);
      const { lines } = screen(setting, state);
      expect(lines.length).toBe(size.rows);
      for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(size.columns);
    }
  });
});

describe('the questions as they are', () => {
  test('are answered to the end by names and Enter, and back leads to the first', () => {
    const typed: Readonly<Record<string, string>> = {
      'base.subscription': '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20',
      'base.location': 'westeurope',
      'base.clusterName': 'prod-weu',
      'id.adminGroups': '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30',
    };
    let state = stateOf({ columns: 80, rows: 24 }, { is: 'off' }, emptySession);
    const asked: string[] = [];
    for (let i = 0; i < 60; i++) {
      const { current } = view(engine, state.session);
      if (!current) break;
      asked.push(current.id);
      const text = typed[current.id];
      state = press(state, ...(text === undefined ? [] : [`paste:${text}`, 'down', 'down']), 'enter');
      while (state.layers.length > 0) state = press(state, 'escape');
    }
    expect(view(engine, state.session).open.map((one) => one.id)).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
    for (let i = 0; i < asked.length; i++) state = press(state, 'escape');
    expect(view(engine, state.session).current?.id).toBe(asked[0]);
  });
});

describe.each(['starter-public', 'virtual-nodes-locked', 'hub-spoke-private'])('the answers of %s', (name) => {
  const file = join(import.meta.dirname, '..', '..', '..', 'profiles', `${name}.yaml`);
  const { profile } = readProfile(engine, readFileSync(file, 'utf8'));
  const session = { ...emptySession, answers: profile.answers, acknowledged: profile.acknowledged };
  const { resolved } = view(engine, session);
  const due = engine.decisions.filter((decision) => resolved.get(decision.id)?.is === 'given');

  test('are all there', () => {
    expect(due.length).toBeGreaterThan(20);
  });

  test.each(due.map((decision) => [decision.id, decision] as const))('%s opened and taken is the same answer', (id) => {
    const state = push(stateOf({ columns: 80, rows: 24 }, { is: 'off' }, session), { is: 'visit', id });
    const question = questionFor(setting, state, engine.byId.get(id) as AnyDecision);
    const editor = editorFor(question.kind);
    // From the first row each editor comes to its last by End or by down; there Enter takes what stands there.
    let desk = editor.open(question);
    for (let i = 0; i < 300; i++) {
      const move = editor.press(question, desk, { key: 'enter' });
      if (move && 'answer' in move) {
        expect(move.answer).toEqual(answerOf(resolved, id));
        return;
      }
      const down = editor.press(question, desk, { key: 'down' });
      if (!down || !('desk' in down)) break;
      desk = down.desk;
    }
    expect.fail('no row of the editor takes the answer');
  });
});
