import { answerOf } from '../../core/resolve.ts';
import { view } from '../../core/session.ts';
import { outlookOf } from '../outlook.ts';
import { answerInBrief, withAnswers } from '../words.ts';
import type { Question } from './editors/editor.ts';
import { type Span, span } from './line.ts';

/** One mark an option, the first that fits: what forbids it, its risk, recommended, fixed at creation, what it asks, what it drops. */
export function markOf(question: Question, raw: unknown, risk: string | undefined): readonly Span[] {
  const { engine, signs } = question.setting;
  const outlook = outlookOf(engine, question.session, question.decision.id, raw);
  const isGiven = question.given !== undefined && question.given.value === raw && question.given.origin !== 'default';
  const present = isGiven ? [span('   your answer', 'dim')] : [];
  if (outlook.forbidden) {
    const by = withAnswers(outlook.forbidden.by.map((id) => brief(question, id)));
    return [
      span(signs.fail, 'fail'),
      span(by === '' ? ` not possible: ${outlook.forbidden.rule.id}` : ` not ${by}`),
      ...present,
    ];
  }
  if (outlook.retired) return [span(signs.warn, 'warn'), span(` retired: ${outlook.retired.says}`), ...present];
  if (risk !== undefined) return [span(signs.warn, 'warn'), span(` ${risk}`), ...present];
  const warn = outlook.warns[0];
  if (warn) return [span(signs.warn, 'warn'), span(` ${warn.says}`), ...present];
  if (question.recommended === raw) return [span('recommended'), ...present];
  if (question.decision.permanence === 'create-only' && question.recommended === undefined)
    return [span('fixed at creation'), ...present];
  if (outlook.asks.length > 0) return [span(`asks ${outlook.asks.length}`), ...present];
  if (outlook.drops.length > 0) return [span(`drops ${outlook.drops.length}`), ...present];
  return present;
}

const brief = ({ setting: { engine }, session }: Question, id: string): string =>
  answerInBrief(engine, id, answerOf(view(engine, session).resolved, id));
