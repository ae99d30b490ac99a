import type { AnyDecision } from '../../../core/decision.ts';
import type { Area } from '../../../core/engine.ts';
import { answerOf, type Resolved, recommendedFor } from '../../../core/resolve.ts';
import { originInWords, valueInWords } from '../../words.ts';
import { cell } from '../editors/editor.ts';
import type { Part } from '../fit.ts';
import { line, span } from '../line.ts';
import { push, type Setting, type State, viewOf, withReview } from '../state.ts';
import { menuPart, type Row } from './menu.ts';

/** A row an area, folded: eighty defaults are reviewed in a dozen rows. Under an unfolded one a row a decision. */
export function decisionRows(setting: Setting, state: State): { readonly row: Row; readonly decision?: AnyDecision }[] {
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

const isOther = (decision: AnyDecision, resolved: Resolved): boolean => {
  const recommended = recommendedFor(decision, resolved);
  return recommended !== undefined && JSON.stringify(recommended) !== JSON.stringify(answerOf(resolved, decision.id));
};

const flipped = (set: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  set.has(id) ? new Set([...set].filter((one) => one !== id)) : new Set([...set, id]);

/** As wide as the longest origin. */
const ORIGINS = 10;

function decisionRow(setting: Setting, state: State, decision: AnyDecision): Row {
  const now = viewOf(setting, state).resolved.get(decision.id);
  const value =
    now?.is === 'given' ? valueInWords(decision.kind, now.value) : now?.is === 'open' ? 'open' : 'not known yet';
  const origin = now?.is === 'given' ? originInWords(now.origin) : '';
  return {
    label: `  ${decision.id}`,
    note: `${cell(origin, ORIGINS)}  ${value}`,
    act: (at) => push(at, { is: 'visit', id: decision.id }),
  };
}

export function drawDecisions(setting: Setting, state: State): Part[] {
  const all = decisionRows(setting, state);
  const cursor = Math.min(state.review.cursor, Math.max(0, all.length - 1));
  const here = all[cursor]?.decision;
  const about = here ? here.question : 'Enter unfolds an area, or changes a decision. Tab goes on, up to Write.';
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
