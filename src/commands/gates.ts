import { askedFor, PLAIN } from '../emit/asked.ts';
import { folderOf } from '../emit/teams.ts';
import { type Gate, gatesOf } from '../plan/ownership.ts';
import { findResource, type Plan } from '../plan/plan.ts';
import type { GateReport } from './result.ts';

const wordsOf = (plan: Plan, gate: Gate): string => {
  const { what, where } = askedFor(plan, findResource(plan, gate.symbol), PLAIN);
  return `${what}: ${where}`;
};

/** What other teams have to deliver before the script can end, a request each. */
export function gateReports(plan: Plan): readonly GateReport[] {
  const byTeam = Map.groupBy(gatesOf(plan), (gate) => gate.team);
  return [...byTeam].map(([team, gates]) => ({
    team,
    request: `handover/${folderOf(plan, team)}/request.md`,
    resources: gates.map((gate) => wordsOf(plan, gate)),
  }));
}
