import { engine } from '../../../steps/index.ts';
import type { AnyDecision } from '../../core/decision.ts';
import { shapeSchema } from '../../core/schema.ts';
import type { Found } from './found.ts';

const decisionData = (decision: AnyDecision) => ({
  id: decision.id,
  question: decision.question,
  explain: decision.explain,
  ask: decision.ask,
  permanence: decision.permanence,
  needs: decision.needs.map((need) => need.id),
  value: shapeSchema(decision.kind),
  aliases: decision.aliases,
  unverified: decision.unverified ?? null,
  sources: decision.sources,
});

/** What is found, as `--json` prints it. */
export function asData(found: Found): unknown {
  if ('decision' in found) return decisionData(found.decision);
  if ('excluded' in found) return { ...found.excluded, excluded: true };
  if ('rule' in found) {
    const { id, severity, says, fix, aliases, source, unverified } = found.rule;
    return {
      id,
      severity,
      says,
      fix,
      reads: found.rule.reads.map((handle) => handle.id),
      aliases,
      unverified: unverified ?? null,
      source,
    };
  }
  const { id, title, level, aliases, source, unverified } = found.check;
  return {
    id,
    title,
    level,
    reads: found.check.reads.map((handle) => handle.id),
    aliases,
    unverified: unverified ?? null,
    source,
  };
}

/** All decisions, as `--json` prints them. */
export const listData = (): unknown => ({
  format: 1,
  facts: engine.factsRead,
  decisions: engine.decisions.map(decisionData),
});
