import { providersFor } from '../../plan/parts.ts';
import { findResource, ownerOf, type Plan, type Resource, type Step, stageNumber } from '../../plan/plan.ts';
import type { Value } from '../../plan/value.ts';
import { folderOf } from '../teams.ts';
import { quote } from './quote.ts';
import { assignmentWords, becauseLines, readLine } from './step.ts';
import { runtimeIn, type Words } from './values.ts';

/** Checks before a stage: what was there before the profile, and what another team has to deliver first. */
export interface Needs {
  readonly lines: readonly string[];
  readonly values: readonly Value[];
}

const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';

/** What is looked at before a stage, or before a step. */
export function looksAt(words: Words, whole: Plan, owner: string | undefined, symbols: readonly string[]): Needs {
  const checks = symbols.map((symbol) => check(words, whole, owner, findResource(words.plan, symbol)));
  return { lines: [...new Set(checks.flatMap((one) => one.lines))], values: checks.flatMap((one) => one.values) };
}

function check(words: Words, whole: Plan, owner: string | undefined, existing: Resource): Needs {
  const original = findResource(whole, existing.symbol);
  const id = `"$${words.names.id(existing.symbol)}"`;
  if (original.existing !== undefined) return { lines: [`must_exist ${id} ${existing.api}`], values: [] };
  const from = fromWhom(whole, original, owner);
  if (original.type !== ASSIGNMENT) return { lines: [`must_have_from ${from} ${id} ${existing.api}`], values: [] };
  const { scope, principal, role, values } = assignmentWords(words, original);
  const reads = runtimeIn(values).map((ref) => readLine(words, ref));
  return { lines: [...reads, `must_have_role_from ${from} ${scope} ${principal} ${role}`], values };
}

/** The team and what to hand over to it, as two words. The operator's part has no request: it is a script of its own. */
function fromWhom(whole: Plan, step: Pick<Step, 'domain'>, owner: string | undefined): string {
  const team = ownerOf(whole, step);
  if (team === undefined) return `'the operator of the cluster, whose setup.sh makes it' ''`;
  return `${quote(team)} ${quote(owner === undefined ? `handover/${folderOf(whole, team)}/request.md` : '')}`;
}

/** The providers that others register: whatever comes first needs them. */
export const providersOfOthers = (whole: Plan, owner: string | undefined): readonly string[] =>
  providersFor(whole, owner).flatMap((action) =>
    action.act.do === 'register-provider'
      ? [`must_be_registered_by ${fromWhom(whole, action, owner)} ${quote(action.act.namespace)}`]
      : [],
  );

/** Features of the subscription, looked for before anything is made: by the operator, and by whoever registers them. */
export const featureLines = (whole: Plan, owner: string | undefined): readonly string[] =>
  whole.features.flatMap((feature) => {
    const team = ownerOf(whole, feature);
    if (owner !== undefined && owner !== team) return [];
    const words = [feature.namespace, feature.name, feature.for].map(quote).join(' ');
    const from = team === owner ? '' : ` ${fromWhom(whole, feature, owner)}`;
    return [...becauseLines(feature.because), `must_have_feature ${stageNumber(feature.stage)} ${words}${from}`];
  });
