import { wrap } from '../../safe.ts';
import { optionsOf } from '../../words.ts';
import { editorFor } from '../editors/index.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { type Layer, moved, pop, push, questionOf, replaceTop, type Setting, type State } from '../state.ts';
import { deskOf, questionFor } from './question.ts';
import { consequencesOf } from './question-view.ts';

type About = Extract<Layer, { is: 'about' }>;

/** ^O: everything there is to say about the question and the row under the cursor; again, and it is gone. */
export function toggleAbout(setting: Setting, state: State): State {
  if (state.layers.at(-1)?.is === 'about') return pop(state);
  const decision = questionOf(setting, state);
  if (!decision) return state;
  const question = questionFor(setting, state, decision);
  const under = editorFor(decision.kind).under?.(question, deskOf(state, question));
  return push(state, { is: 'about', id: decision.id, under, top: 0 });
}

export function pressAbout(setting: Setting, state: State, layer: About, press: Press): State {
  if (press.key === 'escape' || press.key === 'enter') return pop(state);
  const room = roomOf(state);
  const last = Math.max(1, linesOf(setting, state, layer).length - room + 1);
  const top = moved(layer.top, press, last, room);
  return top === undefined ? state : replaceTop(state, { ...layer, top });
}

const roomOf = (state: State): number => Math.max(1, state.size.rows - 6);

export function drawAbout(setting: Setting, state: State, layer: About): Part[] {
  const shown = linesOf(setting, state, layer).slice(layer.top);
  const first = shown[0] ?? line('');
  const lines: Line[] = [[{ ...span(''), caret: 0 }, ...first], ...shown.slice(1)];
  return [{ giveWay: 1, least: 1, lines, shrink: (height) => lines.slice(0, height) }];
}

const NAMES = 14;

function linesOf(setting: Setting, state: State, layer: About): Line[] {
  const decision = setting.engine.byId.get(layer.id);
  if (decision?.form !== 'decision') return [];
  const question = questionFor(setting, state, decision);
  const columns = state.size.columns - 4;
  const option = optionsOf(decision.kind).find((one) => one.raw === layer.under);
  const table: (readonly [string, readonly string[]])[] = [
    ...(option ? [['option', [`${option.label}. ${option.effect}`]] as const] : []),
    ...consequencesOf(question, layer.under),
    ['in the profile', [decision.id]],
    ...(decision.unverified === undefined ? [] : [['not verified', [decision.unverified]] as const]),
    ['source', decision.sources.flatMap((source) => [`${source.title}, read ${source.read}`, source.url])],
  ];
  return [
    ...wrap(decision.question, columns).map((text) => line(' ', span(text, 'strong'))),
    line(''),
    ...wrap(decision.explain, columns).map((text) => line(` ${text}`)),
    line(''),
    ...table.flatMap(([name, what]) => rowLines(name, what, columns)),
  ];
}

const rowLines = (name: string, what: readonly string[], columns: number): Line[] =>
  what
    .flatMap((one) => wrap(one, columns - NAMES - 2))
    .map((text, row) => line(` ${(row === 0 ? name : '').padEnd(NAMES)}  ${text}`));
