import { type Excluded, excluded } from '../../../steps/excluded/index.ts';
import { engine } from '../../../steps/index.ts';
import type { Check } from '../../checks/check.ts';
import type { AnyDecision } from '../../core/decision.ts';
import { findDecision } from '../../core/engine.ts';
import { Usage } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import type { Rule } from '../../core/rule.ts';
import { allChecks } from '../plan-checks.ts';

export type Found =
  | { readonly decision: AnyDecision }
  | { readonly rule: Rule }
  | { readonly check: Check }
  /** An id that is known from the research alone. */
  | { readonly excluded: Excluded };

/** What an id or an older name stands for. @throws Usage that names the nearest ids */
export function find(id: string): readonly Found[] {
  const exact = id.trim();
  const decision = findDecision(engine, exact);
  if (decision) return [{ decision }];
  const named = (one: { readonly id: string; readonly aliases: readonly string[] }): boolean =>
    one.id === exact || one.aliases.includes(exact);
  // One id of the research may stand for several rules or checks here.
  const found: readonly Found[] = [
    ...engine.rules.filter(named).map((rule) => ({ rule })),
    ...allChecks.filter(named).map((check) => ({ check })),
  ];
  if (found.length > 0) return found;
  const left = excluded.find((one) => one.id === exact);
  if (left) return [{ excluded: left }];
  const all = [
    ...engine.decisions.flatMap((one) => [one.id, ...one.aliases]),
    ...engine.rules.map((one) => one.id),
    ...allChecks.map((one) => one.id),
    ...excluded.map((one) => one.id),
  ];
  const near = nearest(exact, all, 3);
  throw new Usage(
    `there is no decision, rule or check ${JSON.stringify(id)}`,
    near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'aks-setup explain lists the decisions',
  );
}
