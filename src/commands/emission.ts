import { expectedFindings, SCANNER } from '../../steps/expected-findings.ts';
import { planHead } from '../../steps/head.ts';
import { contributions, engine } from '../../steps/index.ts';
import { wanted } from '../checks/run.ts';
import { permanenceOf, unverifiedOf } from '../core/decision.ts';
import type { Evaluation } from '../core/evaluate.ts';
import { printProfile } from '../core/profile/print.ts';
import { type Resolved, reader, recommendedFor } from '../core/resolve.ts';
import type { Acknowledgement } from '../core/session.ts';
import type { CheckRow, DecisionRow, Emission, RuleRow } from '../emit/emission.ts';
import { buildPlan } from '../plan/build.ts';
import type { Plan } from '../plan/plan.ts';
import { VERSION, WRITER } from '../version.ts';
import { allChecks } from './plan-checks.ts';

/** The plan of complete answers. */
export function planOf(resolved: Resolved): Plan {
  const read = reader(resolved);
  return buildPlan(contributions, resolved, read, planHead(read));
}

/** Everything that the outputs of one profile are made from. `previous` is the text whose comments survive. */
export function emissionOf(
  evaluation: Evaluation,
  acknowledged: readonly Acknowledgement[],
  previous: string | undefined,
): Emission {
  const { resolved } = evaluation;
  const plan = planOf(resolved);
  return {
    tool: VERSION,
    facts: engine.factsRead,
    name: plan.clusterName,
    profile: printProfile({ engine, resolved, acknowledged, writer: WRITER, defaults: true }, previous),
    plan,
    decisions: decisionRows(resolved),
    rules: evaluation.rules.map(ruleRow),
    checks: checkRows(resolved),
    findings: expectedFindings(resolved),
    scanner: SCANNER,
  };
}

function decisionRows(resolved: Resolved): readonly DecisionRow[] {
  const titles = new Map(engine.areas.map((area) => [area.id, area.title]));
  return engine.decisions.flatMap((decision) => {
    const state = resolved.get(decision.id);
    if (state?.is !== 'given') return [];
    const { id, area, question, explain, sources } = decision;
    const proposed = recommendedFor(decision, resolved);
    const recommended = proposed === undefined ? undefined : JSON.stringify(proposed) === JSON.stringify(state.value);
    return [
      {
        id,
        area,
        areaTitle: titles.get(area) ?? area,
        question,
        explain,
        permanence: permanenceOf(decision, state.value),
        sources,
        unverified: unverifiedOf(decision, state.value),
        value: state.value,
        origin: state.origin,
        recommended,
      },
    ];
  });
}

const ruleRow = ({ rule, says, conflict, rows, accepted }: Evaluation['rules'][number]): RuleRow => ({
  id: rule.id,
  severity: rule.severity,
  says,
  fix: rule.fix,
  decisions: conflict,
  rows,
  accepted: accepted && {
    because: accepted.because,
    ...(accepted.by === undefined ? {} : { by: accepted.by }),
    ...(accepted.until === undefined ? {} : { until: accepted.until }),
  },
  source: rule.source,
});

const checkRows = (resolved: Resolved): readonly CheckRow[] =>
  wanted(allChecks, resolved)
    .map(({ check, target }) => ({ id: check.id, title: check.title, target: target.name }))
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.target < b.target ? -1 : 1));
