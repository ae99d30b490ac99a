import { refsOf, stepsOf } from '../../plan/order.ts';
import { findResource, isResource, ownerOf, type Plan, type Resource, type Step } from '../../plan/plan.ts';
import type { Value } from '../../plan/value.ts';
import { folderOf } from '../teams.ts';
import { quote } from './quote.ts';
import { assignmentWords, readLine } from './step.ts';
import { runtimeIn, type Words } from './values.ts';

/** Checks before a stage: what was there before the profile, and what another team has to deliver first. */
export interface Needs {
  readonly lines: readonly string[];
  readonly values: readonly Value[];
}

const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';

/** @param seen symbols that an earlier stage checks; this one adds its own */
export function needsOf(
  words: Words,
  whole: Plan,
  owner: string | undefined,
  symbols: readonly string[],
  isFirst: boolean,
  seen: Set<string>,
): Needs {
  const steps = stepsOf(words.plan).filter((step) => symbols.includes(step.symbol));
  const needed = steps
    .flatMap((step) => refsOf(step))
    .flatMap((symbol) => existingNamed(words.plan, symbol))
    .flatMap((one) => (one.type === ASSIGNMENT ? scopeOf(words.plan, whole, one) : one));
  const mine = [...new Set(needed)].filter((one) => !seen.has(one.symbol));
  for (const one of mine) seen.add(one.symbol);
  const checks = mine.map((one) => check(words, whole, owner, one));
  const providers = isFirst ? providersOfOthers(whole, owner) : [];
  return {
    lines: [...providers, ...checks.flatMap((one) => one.lines)],
    values: checks.flatMap((one) => one.values),
  };
}

/** Roles that another team gives: checked by the step that needs them, since their identity may be made in the same stage. */
export function rolesNeeded(words: Words, whole: Plan, owner: string | undefined, step: Step): Needs {
  const needed = refsOf(step)
    .flatMap((symbol) => existingNamed(words.plan, symbol))
    .filter((one) => one.type === ASSIGNMENT);
  const checks = needed.map((one) => check(words, whole, owner, one));
  return { lines: checks.flatMap((one) => one.lines), values: checks.flatMap((one) => one.values) };
}

/** A role is looked for on its scope, so that has to be there first. */
function scopeOf(plan: Plan, whole: Plan, assignment: Resource): readonly Resource[] {
  const { scope } = findResource(whole, assignment.symbol);
  return scope.in === 'resource' ? existingNamed(plan, scope.of) : [];
}

const existingNamed = (plan: Plan, symbol: string): readonly Resource[] =>
  plan.resources.filter((one) => one.symbol === symbol && one.existing !== undefined);

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
function fromWhom(whole: Plan, step: Step, owner: string | undefined): string {
  const team = ownerOf(whole, step);
  if (team === undefined) return `'the operator of the cluster, whose setup.sh makes it' ''`;
  return `${quote(team)} ${quote(owner === undefined ? `handover/${folderOf(whole, team)}/request.md` : '')}`;
}

function providersOfOthers(whole: Plan, owner: string | undefined): readonly string[] {
  return whole.actions.flatMap((action) =>
    action.act.do === 'register-provider' &&
    ownerOf(whole, action) !== owner &&
    owner === undefined &&
    !isResource(action)
      ? [`must_be_registered_by ${fromWhom(whole, action, owner)} ${quote(action.act.namespace)}`]
      : [],
  );
}
