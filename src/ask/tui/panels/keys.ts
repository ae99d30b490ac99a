import type { Given } from '../../../core/resolve.ts';
import { count } from '../../words.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { line, span } from '../line.ts';
import { ask, type Layer, pop, push, replaceTop, type Setting, type State, viewOf } from '../state.ts';
import { toggleAbout } from './about.ts';
import { menuPart, pressMenu, type Row } from './menu.ts';

/** What the command keys do, the same everywhere. Undefined: no command. */
export function command(setting: Setting, state: State, letter: string): State | undefined {
  const top = state.layers.at(-1)?.is;
  switch (letter) {
    case 'c':
      return top === 'leave' ? { ...state, ended: { is: 'left' } } : push(state, { is: 'leave', cursor: 0 });
    case 'z':
      return ask(state, { kind: 'suspend' });
    case 'l':
      return ask(state, { kind: 'redraw' });
    case 'o':
      return toggleAbout(setting, state);
    case 'g':
      return top === 'keys' ? state : push(state, { is: 'keys', cursor: 0 });
    case 'p':
      return state.first || top === 'problems' ? state : push(state, { is: 'problems', cursor: 0 });
    case 'r':
      return toReview(setting, state);
    default:
      return undefined;
  }
}

/** The review is the last screen anyway once every question is answered: then only what lies over it goes away. */
function toReview(setting: Setting, state: State): State {
  if (state.first) return state;
  const at = state.layers.findIndex((layer) => layer.is === 'review');
  if (at >= 0) return { ...state, layers: state.layers.slice(0, at + 1) };
  return viewOf(setting, state).current ? push(state, { is: 'review' }) : { ...state, layers: [] };
}

const ROWS: readonly (readonly [string, string, string])[] = [
  ['^P', 'Problems: what blocks, warns or was not checked', 'p'],
  ['^R', 'Review everything, see script and Bicep, write', 'r'],
  ['^O', 'More about this row', 'o'],
  ['^L', 'Redraw the screen', 'l'],
  ['^Z', 'Suspend', 'z'],
  ['^C', 'Leave; the draft is kept', 'c'],
];

const rowsOf = (setting: Setting): Row[] => [
  { label: 'Back', note: 'Esc', act: pop },
  ...ROWS.map(
    ([key, label, letter]): Row => ({
      label,
      note: key,
      act: (state) => command(setting, pop(state), letter) ?? state,
    }),
  ),
];

export function pressKeys(setting: Setting, state: State, layer: Extract<Layer, { is: 'keys' }>, press: Press): State {
  if (press.key === 'escape') return pop(state);
  return (
    pressMenu(state, rowsOf(setting), layer.cursor, press, (cursor) => replaceTop(state, { ...layer, cursor })) ?? state
  );
}

export function drawKeys(setting: Setting, state: State, layer: Extract<Layer, { is: 'keys' }>): Part[] {
  const { signs } = setting;
  const others = [
    `${signs.move} PgUp PgDn move over rows; Home and End are first and last`,
    `${signs.enter} takes or opens the row, Esc goes one step back`,
    'Tab completes or takes the proposal; in a form and in the review it goes on',
    'Space toggles in a list of boxes; in a text ^A ^E ^W ^U ^K edit',
  ];
  return [
    { giveWay: 0, lines: [line(''), line(' ', span('Keys', 'strong')), line('')] },
    menuPart(rowsOf(setting), layer.cursor, state.size.columns, signs),
    { giveWay: 5, lines: [line(''), ...others.map((text) => line(`   ${text}`))] },
  ];
}

// ---- leaving

const leaveRows: Row[] = [
  { label: 'Stay', act: pop },
  { label: 'Leave', act: (state) => ({ ...state, ended: { is: 'left' } }) },
];

export function pressLeave(state: State, layer: Extract<Layer, { is: 'leave' }>, press: Press): State {
  if (press.key === 'escape') return pop(state);
  return pressMenu(state, leaveRows, layer.cursor, press, (cursor) => replaceTop(state, { ...layer, cursor })) ?? state;
}

const isChosen = ({ origin }: Given): boolean => origin === 'person' || origin === 'preset';

export function drawLeave(setting: Setting, state: State, layer: Extract<Layer, { is: 'leave' }>): Part[] {
  const given = [...state.session.answers.values()].filter(isChosen).length;
  const kept =
    given === 0
      ? 'You have answered nothing yet.'
      : `Your ${count(given, 'answer')} ${given === 1 ? 'is' : 'are'} kept in ${setting.draftName}.`;
  return [
    { giveWay: 0, lines: [line(''), line(' ', span(`Leave? ${kept}`, 'strong')), line('')] },
    menuPart(leaveRows, layer.cursor, state.size.columns, setting.signs),
  ];
}
