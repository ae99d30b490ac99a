import { engine } from '../../../steps/index.ts';
import { resolveWith } from '../../core/engine.ts';
import { type Session, update } from '../../core/session.ts';
import { additionsOf } from '../../plan/diff.ts';
import type { Plan } from '../../plan/plan.ts';
import { planOf } from '../emission.ts';

/** The answers that a plan cannot be without, where nobody has given them yet: only names, so no choice depends on them. */
const PLACEHOLDERS: Readonly<Record<string, unknown>> = {
  'base.subscription': '00000000-0000-4000-8000-000000000000',
  'base.location': 'westeurope',
  'base.clusterName': 'cluster',
  'id.adminGroups': ['00000000-0000-4000-8000-000000000000'],
};

/** What choosing a value adds to the plan, beside what the recommended answers give. Empty where the answers make no plan yet. */
export function addsOf(session: Session, id: string, raw: unknown): readonly string[] {
  const now = planFor(session);
  const next = planFor(update(engine, session, { kind: 'set', values: { [id]: raw }, origin: 'person' }));
  return now && next ? additionsOf(withoutAnswer(session, id) ?? now, next) : [];
}

/** The plan with the decision left out, as far as that makes one. */
function withoutAnswer(session: Session, id: string): Plan | undefined {
  return planFor(update(engine, session, { kind: 'cleared', id }));
}

const plans = new WeakMap<Session, Plan | null>();

function planFor(session: Session): Plan | undefined {
  const kept = plans.get(session);
  if (kept !== undefined) return kept ?? undefined;
  const answers = new Map(session.answers);
  for (const [id, value] of Object.entries(PLACEHOLDERS)) {
    if (!answers.has(id)) answers.set(id, { value, origin: 'default' });
  }
  const resolved = resolveWith(engine, answers);
  const isComplete = engine.decisions.every(
    (decision) => resolved.get(decision.id)?.is !== 'open' && resolved.get(decision.id)?.is !== 'unsure',
  );
  const plan = isComplete ? planOf(resolved) : undefined;
  plans.set(session, plan ?? null);
  return plan;
}
