import { wrap } from '../../safe.ts';
import { count } from '../../words.ts';
import { EMPTY, editOf, insert, textOfEdit, type } from '../edit.ts';
import { editSpan, pointer } from '../editors/editor.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import type { Account } from '../port.ts';
import { ask, FIRST, type FirstScreen, type Setting, type State } from '../state.ts';
import { menuPart, pressMenu, type Row } from './menu.ts';

const withFirst = (state: State, first: Partial<FirstScreen>): State => ({
  ...state,
  first: { ...(state.first ?? FIRST), ...first },
});

/** How to begin: the draft, a preset, a saved profile, or nothing decided. */
function rowsOf(setting: Setting, state: State): Row[] {
  const answers = state.session.answers.size;
  return [
    ...(answers > 0
      ? [
          {
            label: 'Go on where you were',
            note: count(answers, 'answer'),
            act: (now: State): State => ({ ...now, first: undefined }),
          },
        ]
      : []),
    ...setting.starts.map(
      (start): Row => ({
        label: start.label,
        note: answers > 0 ? `${start.note}; replaces your ${count(answers, 'answer')}` : start.note,
        // Only here: reading a preset takes longer than drawing.
        act: (now) => ({ ...now, session: start.session, first: undefined, desks: new Map() }),
      }),
    ),
    {
      label: 'Load a saved profile',
      note: 'type or complete its path',
      act: (now) => withFirst(now, { path: EMPTY, refused: [] }),
    },
    ...accountRows(state.account),
  ];
}

const accountRows = (account: Account): Row[] =>
  account.is === 'signed-out'
    ? [
        { label: 'Sign in (az login)', act: (now) => ask(now, { kind: 'connect', how: 'sign-in' }) },
        {
          label: 'Use the sample subscription',
          note: 'nothing real is looked at',
          act: (now) => ask(now, { kind: 'connect', how: 'sample' }),
        },
        { label: 'Go on without checks', act: (now) => ask(now, { kind: 'connect', how: 'off' }) },
      ]
    : [];

export function pressFirst(setting: Setting, state: State, first: FirstScreen, press: Press): State {
  if (first.path) return pressPath(state, first, first.path, press);
  const rows = rowsOf(setting, state);
  return (
    pressMenu(state, rows, Math.min(first.cursor, rows.length - 1), press, (cursor) => withFirst(state, { cursor })) ??
    state
  );
}

function pressPath(state: State, first: FirstScreen, path: typeof EMPTY, press: Press): State {
  if (press.key === 'escape') return withFirst(state, { path: undefined, paths: [], refused: [] });
  if (first.loading) return state;
  if (press.key === 'enter' && textOfEdit(path) !== '') {
    return withFirst(ask(state, { kind: 'load', path: textOfEdit(path) }), { loading: true, refused: [] });
  }
  if (press.key === 'tab') {
    const only = first.paths[0];
    return only === undefined
      ? ask(state, { kind: 'complete', typed: textOfEdit(path) })
      : completing(state, editOf(only));
  }
  const edit = type(path, press);
  return edit ? completing(state, edit) : state;
}

const completing = (state: State, path: typeof EMPTY): State =>
  ask(withFirst(state, { path, paths: [], refused: [] }), { kind: 'complete', typed: textOfEdit(path) });

export const pasteFirst = (state: State, first: FirstScreen, text: string): State =>
  first.path ? completing(state, insert(first.path, text)) : state;

export function drawFirst(setting: Setting, state: State, first: FirstScreen): Part[] {
  const rows = rowsOf(setting, state);
  const columns = state.size.columns - 4;
  const about = first.path
    ? 'A profile that aks-setup has written, such as prod/profile.yaml. Tab completes the path, Esc goes back.'
    : 'Everything that is not asked has a recommended answer that you can see and change in the review. You can stop at any time; the draft is kept.';
  return [
    {
      giveWay: 0,
      lines: [line(' ', span(first.path ? 'Which profile?' : 'How do you want to start?', 'strong')), line('')],
    },
    first.path
      ? pathPart(setting, state, first, first.path)
      : menuPart(rows, Math.min(first.cursor, rows.length - 1), state.size.columns, setting.signs),
    { giveWay: 6, lines: [line(''), ...wrap(about, columns).map((text) => line(` ${text}`))] },
    { giveWay: 5, lines: [line(''), accountLine(setting, state.account)] },
  ];
}

function pathPart(setting: Setting, state: State, first: FirstScreen, path: typeof EMPTY): Part {
  const { signs } = setting;
  const told: Line[] = first.loading
    ? [line('     ', span(signs.running, 'running'), ' reading it')]
    : [
        ...first.refused.map((text) => line('     ', span(signs.fail, 'fail'), ` ${text}`)),
        ...first.paths
          .slice(0, 6)
          .map((one, index) => line(span(index === 0 ? '     Tab takes ' : '               ', 'dim'), one)),
      ];
  const lines: Line[] = [[pointer(signs, true, true), editSpan(path, state.size.columns - 6)], ...told];
  return { giveWay: 1, least: 2, lines, shrink: (height) => lines.slice(0, height) };
}

function accountLine(setting: Setting, account: Account): Line {
  const { signs } = setting;
  switch (account.is) {
    case 'looking':
      return line(' ', span(signs.running, 'running'), ' Looking who is signed in.');
    case 'signed-in':
      return line(` Signed in as ${account.who}. Checks read your subscription.`);
    case 'signed-out':
      return line(' ', span(signs.notRun), ` Not signed in: ${account.why}`);
    case 'sample':
      return line(' SAMPLE: the built-in subscription. Nothing real is looked at.');
    case 'off':
      return line(' ', span(signs.notRun), ' Without checks: nothing is looked at, and every check counts as not run.');
  }
}
