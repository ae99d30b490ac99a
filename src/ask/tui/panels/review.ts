import type { AnyDecision } from '../../../core/decision.ts';
import type { Area } from '../../../core/engine.ts';
import { answerOf, recommendedFor } from '../../../core/resolve.ts';
import { safe } from '../../safe.ts';
import { count, originInWords, valueInWords } from '../../words.ts';
import { editOf, insert, textOfEdit, type } from '../edit.ts';
import { cell, editSpan } from '../editors/editor.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, type Span, span } from '../line.ts';
import { ask, moved, pop, push, type Review, type Setting, type State, TABS, topOf, viewOf } from '../state.ts';
import { blockingIn } from './answer.ts';
import { menuPart, pressMenu, type Row } from './menu.ts';
import { drawProblems, problemRows, problemsOf } from './problems.ts';
import { back } from './question.ts';

const withReview = (state: State, review: Partial<Review>): State => ({
  ...state,
  review: { ...state.review, ...review },
});

export function pressReview(setting: Setting, state: State, press: Press): State {
  const { tab } = state.review;
  if (press.key === 'escape') return topOf(state)?.is === 'review' ? pop(state) : back(setting, state);
  if (press.key === 'tab' || press.key === 'backtab') return turn(state, press.key === 'tab' ? 1 : -1);
  if (tab === 'Script' || tab === 'Bicep') return pressText(state, press);
  if (tab === 'Write') return pressWrite(setting, state, press);
  const rows = tab === 'Problems' ? problemRows(setting, state) : decisionRows(setting, state).map(({ row }) => row);
  const cursor = Math.min(state.review.cursor, Math.max(0, rows.length - 1));
  return pressMenu(state, rows, cursor, press, (to) => withReview(state, { cursor: to })) ?? state;
}

function turn(state: State, by: number): State {
  const index = (TABS.indexOf(state.review.tab) + by + TABS.length) % TABS.length;
  return withReview(state, { tab: TABS[index] ?? 'Decisions', cursor: 0, top: 0, left: 0, refused: undefined });
}

export function drawReview(setting: Setting, state: State): Part[] {
  const { tab } = state.review;
  const tabs = TABS.flatMap((one): Span[] => [span('  '), one === tab ? span(`[${one}]`, 'strong') : span(` ${one} `)]);
  const head: Part = { giveWay: 0, lines: [[...tabs]] };
  switch (tab) {
    case 'Decisions':
      return [head, { giveWay: 8, lines: [line('')] }, ...drawDecisions(setting, state)];
    case 'Script':
    case 'Bicep':
      return [head, { giveWay: 8, lines: [line('')] }, textPart(setting, state)];
    case 'Problems':
      return [head, ...drawProblems(setting, state, state.review.cursor)];
    case 'Write':
      return [head, { giveWay: 8, lines: [line('')] }, ...drawWrite(setting, state)];
  }
}

// ---- decisions

function decisionRows(setting: Setting, state: State): { readonly row: Row; readonly decision?: AnyDecision }[] {
  const { resolved } = viewOf(setting, state);
  return setting.engine.areas.flatMap((area) => {
    const due = setting.engine.decisions.filter((one) => one.area === area.id && resolved.get(one.id)?.is !== 'absent');
    if (due.length === 0) return [];
    const isUnfolded = state.review.unfolded.has(area.id);
    const rows = isUnfolded ? due.map((decision) => ({ decision, row: decisionRow(setting, state, decision) })) : [];
    return [{ row: areaRow(setting, state, area, due) }, ...rows];
  });
}

function areaRow(setting: Setting, state: State, area: Area, due: readonly AnyDecision[]): Row {
  const { resolved } = viewOf(setting, state);
  const states = due.map((one) => resolved.get(one.id));
  const byDefault = states.filter(
    (one) => one?.is === 'given' && (one.origin === 'default' || one.origin === 'frozen'),
  ).length;
  const given = states.filter((one) => one?.is === 'given').length;
  const open = due.length - given;
  const differ = due.filter((one) => isOther(one, resolved)).length;
  const said = [
    `${given - byDefault} chosen, ${byDefault} by default`,
    ...(open > 0 ? [`${open} open`] : [differ === 0 ? 'all recommended' : `${differ} not as recommended`]),
  ];
  return {
    label: area.title,
    note: said.join(', '),
    act: (now) => withReview(now, { unfolded: flipped(now.review.unfolded, area.id) }),
  };
}

const isOther = (decision: AnyDecision, resolved: ReturnType<typeof viewOf>['resolved']): boolean => {
  const recommended = recommendedFor(decision, resolved);
  return recommended !== undefined && JSON.stringify(recommended) !== JSON.stringify(answerOf(resolved, decision.id));
};

const flipped = (set: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  set.has(id) ? new Set([...set].filter((one) => one !== id)) : new Set([...set, id]);

function decisionRow(setting: Setting, state: State, decision: AnyDecision): Row {
  const now = viewOf(setting, state).resolved.get(decision.id);
  const value =
    now?.is === 'given' ? valueInWords(decision.kind, now.value) : now?.is === 'open' ? 'open' : 'not known yet';
  const origin = now?.is === 'given' ? originInWords(now.origin) : '';
  return {
    label: `  ${decision.id}`,
    note: `${value}${origin === '' ? '' : `   ${origin}`}`,
    act: (at) => push(at, { is: 'visit', id: decision.id }),
  };
}

function drawDecisions(setting: Setting, state: State): Part[] {
  const all = decisionRows(setting, state);
  const cursor = Math.min(state.review.cursor, Math.max(0, all.length - 1));
  const here = all[cursor]?.decision;
  const about = here ? here.question : 'Enter unfolds an area; Enter on a decision changes it.';
  return [
    menuPart(
      all.map(({ row }) => row),
      cursor,
      state.size.columns,
      setting.signs,
    ),
    { giveWay: 6, lines: [line(''), line(span(`   ${about}`, 'dim'))] },
  ];
}

// ---- script and Bicep

/** Whether the texts of the outputs are wanted for what is on screen now. */
export const wantsOutputs = (state: State): boolean =>
  (state.review.tab === 'Script' || state.review.tab === 'Bicep') && state.outputs?.session !== state.session;

function textOf(state: State): string | undefined {
  const made = state.outputs?.session === state.session ? state.outputs.outputs : undefined;
  if (made?.is !== 'made') return undefined;
  return state.review.tab === 'Script' ? made.script : made.bicep;
}

const pageOf = (state: State): number => Math.max(1, state.size.rows - 8);

function pressText(state: State, press: Press): State {
  const text = textOf(state);
  if (text === undefined) return state;
  if (press.key === 'enter') return ask(state, { kind: 'page', text });
  if (press.key === 'left' || press.key === 'right') {
    return withReview(state, { left: Math.max(0, state.review.left + (press.key === 'right' ? 20 : -20)) });
  }
  const last = Math.max(1, text.split('\n').length - pageOf(state) + 1);
  const top = moved(state.review.top, press, last, pageOf(state));
  return top === undefined ? state : withReview(state, { top });
}

function textPart(setting: Setting, state: State): Part {
  const text = textOf(state);
  const made = state.outputs?.session === state.session ? state.outputs.outputs : undefined;
  if (made?.is === 'not-made')
    return {
      giveWay: 0,
      lines: [[{ ...span('   '), caret: 1 }, span(setting.signs.notRun), span(` Not made: ${made.why}`)]],
    };
  if (text === undefined)
    return {
      giveWay: 0,
      lines: [[{ ...span('   '), caret: 1 }, span(setting.signs.running, 'running'), span(' making it')]],
    };
  const all = text.split('\n');
  const { top, left } = state.review;
  const shown = all
    .slice(top, top + state.size.rows)
    .map((one, row): Line => [{ ...span(cutLeft(one, left)), ...(row === 0 ? { caret: 0 } : {}) }]);
  return { giveWay: 1, lines: shown, least: 1, shrink: (height) => shown.slice(0, height) };
}

const cutLeft = (text: string, columns: number): string =>
  [...safe(text.replaceAll('\t', '  '))].slice(columns).join('');

// ---- write

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

function pressWrite(setting: Setting, state: State, press: Press): State {
  if (state.review.writing) return state;
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

function drawWrite(setting: Setting, state: State): Part[] {
  const { signs } = setting;
  const { writing, refused, cursor, folder } = state.review;
  if (writing)
    return [
      {
        giveWay: 0,
        lines: [[{ ...span('   '), caret: 1 }, span(signs.running, 'running'), span(' checking and writing')]],
      },
    ];
  const rows = writeRows(setting, state);
  const blocked = blockingIn(setting, state.session).length > 0 || rows.some((row) => row.sign);
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
      lines: refused ? [line(''), ...refused.why.map((text) => line('   ', span(signs.fail, 'fail'), ` ${text}`))] : [],
    },
    {
      giveWay: 6,
      lines:
        notRun > 0
          ? [line(''), line('   ', span(signs.notRun), ` ${count(notRun, 'check')} did not run; the report names them`)]
          : [],
    },
    {
      giveWay: 7,
      lines: [line(''), line(span('   Nothing is changed in Azure: files are written, you run them.', 'dim'))],
    },
  ];
}
