import { answerOf } from '../../../core/resolve.ts';
import { wrap } from '../../safe.ts';
import { count } from '../../words.ts';
import { editOf, insert, textOfEdit, type } from '../edit.ts';
import { cell, editSpan } from '../editors/editor.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { ask, type Setting, type State, viewOf, withReview } from '../state.ts';
import { menuPart, pressMenu, type Row, statusLine } from './menu.ts';
import { problemsOf } from './problems.ts';

const folderOf = (setting: Setting, state: State): string =>
  state.review.folder ? textOfEdit(state.review.folder) : (setting.folder ?? proposedFolder(setting, state));

const proposedFolder = (setting: Setting, state: State): string => {
  const name = answerOf(viewOf(setting, state).resolved, 'base.clusterName');
  return typeof name === 'string' ? name : 'aks-setup-out';
};

function writeRows(setting: Setting, state: State): Row[] {
  const { open, current } = viewOf(setting, state);
  const blocking = problemsOf(setting, state).filter((one) => one.weight === 'fails');
  const folder = folderOf(setting, state);
  const write =
    (force: boolean) =>
    (now: State): State =>
      withReview(ask(now, { kind: 'write', session: now.session, folder, force }), {
        writing: true,
        refused: undefined,
      });
  if (open.length > 0 || current) {
    return [
      {
        label: `${count(open.length, 'question')} still open: go on with them`,
        act: (now) => ({ ...now, layers: [] }),
      },
    ];
  }
  if (blocking.length > 0)
    return blocking.map((one) => ({ label: `${one.id}  ${one.says}`, sign: one.sign, act: one.open }));
  return [
    { label: `Write to ${folder}/`, act: write(false) },
    ...(state.review.refused?.forcible
      ? [{ label: 'Write all the same', note: 'the old files are kept beside', act: write(true) }]
      : []),
  ];
}

export function pressWrite(setting: Setting, state: State, press: Press): State {
  const rows = writeRows(setting, state);
  const next = pressMenu(state, rows, Math.min(state.review.cursor, rows.length - 1), press, (cursor) =>
    withReview(state, { cursor }),
  );
  if (next) return next;
  const edit = type(state.review.folder ?? editOf(folderOf(setting, state)), press);
  return edit ? withReview(state, { folder: edit, refused: undefined }) : state;
}

/** Pasted text goes into the one field that the review has. */
export const pasteReview = (setting: Setting, state: State, text: string): State =>
  state.review.tab === 'Write'
    ? withReview(state, { folder: insert(state.review.folder ?? editOf(folderOf(setting, state)), text) })
    : state;

export function drawWrite(setting: Setting, state: State): Part[] {
  const { signs } = setting;
  const { writing, refused, cursor, folder } = state.review;
  if (writing) return [{ giveWay: 0, lines: [statusLine(span(signs.running, 'running'), ' checking and writing')] }];
  const rows = writeRows(setting, state);
  const blocked = rows.some((row) => row.sign);
  const notRun = problemsOf(setting, state).filter((one) => one.weight === 'not-run').length;
  const field: Line[] = blocked
    ? [line(' ', span('Nothing can be written while this blocks:', 'strong'))]
    : [
        [
          span(`   ${cell('Folder', 8)}`),
          folder ? editSpan(folder, state.size.columns - 16) : span(folderOf(setting, state)),
          span('   type to change it', 'dim'),
        ],
      ];
  return [
    { giveWay: 2, lines: [...field, line('')] },
    menuPart(rows, Math.min(cursor, rows.length - 1), state.size.columns, signs),
    {
      giveWay: 3,
      lines: refused ? [line(''), ...refused.why.flatMap((text) => refusalLines(setting, state, text))] : [],
    },
    { giveWay: 6, lines: notRun === 0 ? [] : [line(''), notRunLine(setting, notRun)] },
    { giveWay: 7, lines: [line(''), line(span(`   ${PROMISE}`, 'dim'))] },
  ];
}

const PROMISE = 'Nothing is changed in Azure: files are written, you run them.';

const notRunLine = ({ signs }: Setting, checks: number): Line =>
  line('   ', span(signs.notRun), ` ${count(checks, 'check')} did not run; Problems names them`);

const refusalLines = ({ signs }: Setting, state: State, text: string): Line[] =>
  wrap(text, state.size.columns - 7).map((one, row) =>
    line('   ', row === 0 ? span(signs.fail, 'fail') : span(' '), ` ${one}`),
  );
