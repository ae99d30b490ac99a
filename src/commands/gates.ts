import { folderOf } from '../emit/teams.ts';
import { gatesOf } from '../plan/ownership.ts';
import type { Plan } from '../plan/plan.ts';
import type { GateReport } from './result.ts';

/** What other teams have to deliver before the script can end, a request each. */
export function gateReports(plan: Plan): readonly GateReport[] {
  const byTeam = Map.groupBy(gatesOf(plan), (gate) => gate.team);
  return [...byTeam].map(([team, gates]) => ({
    team,
    request: `handover/${folderOf(plan, team)}/request.md`,
    resources: gates.map((gate) => gate.symbol),
  }));
}
