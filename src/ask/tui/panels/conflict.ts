import { acknowledge } from '../../../core/acknowledge.ts';
import { type Repair, repairsOf } from '../../../core/repair.ts';
import type { Rule } from '../../../core/rule.ts';
import { resolvingOf, type Session, update, view } from '../../../core/session.ts';
import { wrap } from '../../safe.ts';
import { count, originInWords, valueInWords } from '../../words.ts';
import { EMPTY, textOfEdit, type } from '../edit.ts';
import { editSpan, pointer } from '../editors/editor.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { type Layer, pop, push, replaceTop, type Setting, type State } from '../state.ts';
import { give, giveAll } from './answer.ts';
import { menuPart, pressMenu, type Row } from './menu.ts';

type Conflict = Extract<Layer, { is: 'conflict' }>;

/** Two or more answers that a rule forbids together, with the ways out as rows. The first row changes nothing. */
export function pressConflict(setting: Setting, state: State, layer: Conflict, press: Press): State {
  if (layer.reason) return pressReason(setting, state, layer, layer.reason, press);
  if (press.key === 'escape') return pop(state);
  const next = pressMenu(state, rowsOf(setting, state, layer), layer.cursor, press, (cursor) =>
    replaceTop(state, { ...layer, cursor }),
  );
  return next ?? state;
}

function pressReason(setting: Setting, state: State, layer: Conflict, reason: typeof EMPTY, press: Press): State {
  const { reason: _, ...closed } = layer;
  if (press.key === 'escape') return replaceTop(state, closed);
  if (press.key === 'enter')
    return textOfEdit(reason).trim() === '' ? state : accepted(setting, state, layer, textOfEdit(reason).trim());
  const edit = type(reason, press);
  return edit ? replaceTop(state, { ...layer, reason: edit }) : state;
}

function accepted(setting: Setting, state: State, layer: Conflict, because: string): State {
  const { resolved, verdicts } = view(setting.engine, state.session);
  const verdict = verdicts.get(layer.rule);
  if (verdict?.is !== 'broken') return pop(state);
  const acknowledgement = acknowledge(verdict, layer.rule, resolved, because);
  return pop({ ...state, session: update(setting.engine, state.session, { kind: 'acknowledged', acknowledgement }) });
}

/** The answers as they would be: with the trial, or as they are. */
const sessionOf = (setting: Setting, state: State, layer: Conflict): Session =>
  layer.trial
    ? update(setting.engine, state.session, { kind: 'answered', ...layer.trial, origin: 'person' })
    : state.session;

const ruleOf = (setting: Setting, layer: Conflict): Rule | undefined =>
  setting.engine.rules.find((rule) => rule.id === layer.rule);

function rowsOf(setting: Setting, state: State, layer: Conflict): Row[] {
  const rule = ruleOf(setting, layer);
  if (!rule) return [];
  const session = sessionOf(setting, state, layer);
  const verdict = view(setting.engine, session).verdicts.get(rule.id);
  const conflict = verdict?.is === 'broken' ? verdict.conflict : [];
  const { trial } = layer;
  const repairs = repairsFor(setting, session, rule).filter((repair) => !trial || !Object.hasOwn(repair.set, trial.id));
  return [
    { label: trial ? 'Leave it as it is' : conflict.length > 1 ? 'Keep both for now' : 'Keep it for now', act: pop },
    ...repairs.map((repair) => repairRow(setting, layer, repair)),
    ...conflict
      .filter((id) => id !== trial?.id)
      .map((id): Row => ({ label: `Go to ${id}`, act: (now) => push(pop(now), { is: 'visit', id }) })),
    ...(trial
      ? [
          {
            label: 'Take it, and keep both for now',
            note: 'nothing can be written until one changes',
            act: (now: State) => keepBoth(setting, now, layer),
          },
        ]
      : []),
    ...(trial || rule.severity === 'block'
      ? []
      : [{ label: 'Accept it, with a reason', act: (now: State) => replaceTop(now, { ...layer, reason: EMPTY }) }]),
  ];
}

const keepBoth = (setting: Setting, state: State, layer: Conflict): State =>
  layer.trial ? give(setting, pop(state), layer.trial) : pop(state);

function repairRow(setting: Setting, layer: Conflict, repair: Repair): Row {
  const changes = Object.entries(repair.set).map(([id, value]) => {
    const node = setting.engine.byId.get(id);
    return `${id} becomes ${node?.form === 'decision' ? valueInWords(node.kind, value) : String(value)}`;
  });
  const effects = [
    ...(repair.asks.length > 0 ? [`asks ${repair.asks.length} more`] : []),
    ...(repair.drops.length > 0 ? [`drops ${count(repair.drops.length, 'answer')}`] : []),
    ...(repair.warns.length > 0 ? [`warns: ${repair.warns.join(', ')}`] : []),
  ];
  return {
    label: `${layer.trial ? 'Take it, and ' : ''}${changes.join(', ')}`,
    note: effects.join(', '),
    act: (state) => {
      const repaired = giveAll(setting, pop(state), repair.set);
      return layer.trial ? give(setting, repaired, layer.trial) : repaired;
    },
  };
}

const kept = new WeakMap<Session['answers'], Map<string, readonly Repair[]>>();

/** The repairs of a rule among these answers: looked for once, not at each frame. */
export function repairsFor(setting: Setting, session: Session, rule: Rule): readonly Repair[] {
  const known = kept.get(session.answers) ?? new Map<string, readonly Repair[]>();
  kept.set(session.answers, known);
  const before = known.get(rule.id);
  if (before) return before;
  const made = repairsOf(setting.engine, session.answers, rule, resolvingOf(setting.engine, session));
  known.set(rule.id, made);
  return made;
}

export function drawConflict(setting: Setting, state: State, layer: Conflict): Part[] {
  const rule = ruleOf(setting, layer);
  if (!rule) return [];
  const { signs } = setting;
  const columns = state.size.columns - 5;
  const sign = rule.severity === 'block' ? span(signs.fail, 'fail') : span(signs.warn, 'warn');
  const says = wrap(rule.says, columns - rule.id.length - 2);
  const first = line('   ', sign, ' ', span(says[0] ?? '', 'strong'), `  ${rule.id}`);
  const rest = says.slice(1).map((text) => line('     ', span(text, 'strong')));
  return [
    { giveWay: 0, lines: [line(''), first, ...rest] },
    { giveWay: 5, lines: [line(''), ...wrap(rule.fix, columns).map((text) => line(`     ${text}`))] },
    { giveWay: 4, lines: [line(''), ...conflictLines(setting, state, layer)] },
    { giveWay: 8, lines: [line('')] },
    layer.reason
      ? reasonPart(setting, state, layer.reason)
      : menuPart(rowsOf(setting, state, layer), layer.cursor, state.size.columns, signs),
    {
      giveWay: 7,
      lines: [line(''), line(span(`     source   ${rule.source.title}, read ${rule.source.read}`, 'dim'))],
    },
  ];
}

const reasonPart = (setting: Setting, state: State, reason: typeof EMPTY): Part => ({
  giveWay: 0,
  lines: [
    line('   Why is it acceptable? The reason stands in the profile.'),
    [pointer(setting.signs, true, true), editSpan(reason, state.size.columns - 6)],
  ],
});

function conflictLines(setting: Setting, state: State, layer: Conflict): Line[] {
  const { resolved, verdicts } = view(setting.engine, sessionOf(setting, state, layer));
  const verdict = verdicts.get(layer.rule);
  if (verdict?.is !== 'broken') return [];
  return verdict.conflict.map((id, index) => {
    const node = setting.engine.byId.get(id);
    const now = resolved.get(id);
    const value = node?.form === 'decision' && now?.is === 'given' ? valueInWords(node.kind, now.value) : 'not due';
    const origin = now?.is === 'given' ? (layer.trial?.id === id ? 'would be' : originInWords(now.origin)) : '';
    return line(
      index === 0 ? '     In conflict   ' : '                   ',
      `${id} = ${value}`,
      origin === '' ? '' : ` (${origin})`,
    );
  });
}
