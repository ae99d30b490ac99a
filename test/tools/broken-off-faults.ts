import { type Fault, refusal, type Showing } from './broken-off.ts';

/** A line of a script's STEPS: `3 kubeletIdentity Microsoft.ManagedIdentity/userAssignedIdentities`. */
export interface ScriptStep {
  readonly symbol: string;
  readonly type: string;
}

export type FaultsByStep = ReadonlyMap<string, readonly Fault[]>;

export function stepsOfScript(script: string): readonly ScriptStep[] {
  const lines = /^STEPS=\(\n([\s\S]*?)^\)/m.exec(script)?.[1] ?? '';
  return [...lines.matchAll(/^ {2}'\d+ (\S+) (.*)'$/gm)].map(([, symbol = '', type = '']) => ({ symbol, type }));
}

const before = (name: string, ends: Fault['ends'], more: Partial<Fault> = {}): Fault => ({
  name,
  on: 'write',
  taken: false,
  ends,
  ...more,
});

const after = (name: string, ends: Fault['ends'], shows?: Showing): Fault =>
  before(name, ends, { taken: true, ...(shows && { shows }) });

const throttling = refusal(429, 'TooManyRequests', { 'retry-after': '1' });
const forbidden = refusal(403, 'AuthorizationFailed');

const BUSY = before('409 on a write', refusal(409, 'AnotherOperationInProgress'));
const NO_LOOK = before('403 on a look', forbidden, { on: 'look' });
const CUT_LOOK = before('a look cut', 'cut', { on: 'look' });
const NO_WAY_IN = before('403 on the way in', forbidden, { on: 'any' });
const KILLED_BEFORE = before('killed before Azure takes it', 'killed');
const CUT_BEFORE = before('cut before Azure takes it', 'cut');
const DOWN = before('500, however often az asks', refusal(500, 'InternalServerError'));
const THROTTLED = before('429, however often az asks', throttling);
const THROTTLED_ONCE = before('429 once', throttling, { passes: true });
const NO_RIGHT_YET = before('no right yet', refusal(403, 'LinkedAuthorizationFailed'), { passes: true });
// AKS looks itself what its identity may do, and answers with codes of its own
const NO_RIGHT_FOR_AKS_YET = before('no right for AKS yet', refusal(400, 'ResourceMissingPermissionError'), {
  passes: true,
});
const NO_PRINCIPAL_YET = before('no principal yet', refusal(400, 'PrincipalNotFound'), { passes: true });

/** What a role that is not seen everywhere yet explains. */
export const EXPLAINED_BY_ROLES: readonly Fault[] = [NO_RIGHT_YET, NO_RIGHT_FOR_AKS_YET, NO_PRINCIPAL_YET];

const KILLED_AFTER = after('killed after Azure took it', 'killed');
const CUT_AFTER = after('cut after Azure took it', 'cut');
const MAKING = after('killed while Azure makes it', 'killed', { state: 'Creating', looks: 2 });
const BUILDING = after('killed while Azure builds it', 'killed', { state: 'Running', looks: 2 });
const FAILED = after('killed, and Azure fails to make it', 'killed', {
  state: 'Failed',
  looks: Number.POSITIVE_INFINITY,
});
const REMOVING = after('killed while Azure removes it', 'killed', { state: 'Deleting', looks: 2 });

/** Of these the first in a script goes wrong in a way in which az itself asks again, and waits in between. */
const SLOW: ReadonlyMap<string, Fault> = new Map([
  ['Microsoft.Resources/resourceGroups', CUT_BEFORE],
  ['Microsoft.ManagedIdentity/userAssignedIdentities', THROTTLED],
  ['Microsoft.ContainerService/managedClusters/agentPools', CUT_AFTER],
  ['Microsoft.ContainerService/managedClusters/maintenanceConfigurations', THROTTLED_ONCE],
]);

const pick = <T>(all: readonly [T, ...T[]], i: number): T => all[i % all.length] ?? all[0];

/**
 * What goes wrong at each step of a script: something that Azure does not do, then something that it does and the script
 * does not learn of; where there was a step of that type before, one of both, as a usual run has time for.
 * @param from which of the kinds the first step has; others with another number
 */
export function faultsOf(steps: readonly ScriptStep[], from: number): FaultsByStep {
  const seen = new Set<string>();
  return new Map(
    steps.map(({ symbol, type }, i) => {
      const faults = faultsOfType(type, from + i);
      const isNew = !seen.has(type);
      seen.add(type);
      const slow = isNew ? SLOW.get(type) : undefined;
      if (slow) return [symbol, slow.taken ? [...faults.slice(0, 1), slow] : [slow, ...faults.slice(1)]];
      const half = (from + i) % 2;
      return [symbol, isNew || faults.length !== 2 ? faults : faults.slice(half, half + 1)];
    }),
  );
}

function faultsOfType(type: string, n: number): readonly Fault[] {
  const refused = pick([BUSY, NO_LOOK, KILLED_BEFORE], n);
  const unseen = pick([MAKING, FAILED, KILLED_AFTER], n);
  switch (type) {
    case 'wait-for-roles':
      return [NO_LOOK, CUT_LOOK];
    case 'manifests and charts':
      return [NO_WAY_IN];
    case 'register-provider':
    case 'Microsoft.Authorization/roleDefinitions':
      return [refused, KILLED_AFTER];
    case 'Microsoft.Authorization/roleAssignments':
      return [pick([NO_PRINCIPAL_YET, refused], n), KILLED_AFTER];
    case 'build-image':
      return [refused, pick([KILLED_AFTER, BUILDING], n)];
    case 'Microsoft.Network/routeTables': // and what is in it
      return [refused, KILLED_AFTER, KILLED_BEFORE, KILLED_AFTER];
    case 'Microsoft.ContainerService/managedClusters':
      return [DOWN, pick([NO_RIGHT_YET, NO_RIGHT_FOR_AKS_YET], n), unseen];
    default:
      return [refused, unseen];
  }
}

/** The same for what a script removes, one thing a step. */
export function faultsOfRemoval(steps: readonly ScriptStep[], from: number): FaultsByStep {
  return new Map(
    steps.map(({ symbol, type }, i) => {
      if (type.includes('virtual nodes')) return [symbol, [NO_WAY_IN]];
      if (isGoneWithCluster(type)) return [symbol, [NO_LOOK]];
      return [symbol, [pick([BUSY, KILLED_AFTER, NO_LOOK, REMOVING, KILLED_BEFORE], from + i)]];
    }),
  );
}

const isGoneWithCluster = (type: string): boolean => type.startsWith('Microsoft.ContainerService/managedClusters/');

/** Each write of a script, before and after Azure takes it. */
export const killsOf = (steps: readonly ScriptStep[], verb: 'make' | 'remove'): readonly FaultsByStep[] =>
  steps
    .filter(({ type }) => /^Microsoft\.|^register-provider$|^build-image$/.test(type))
    .filter(({ type }) => verb === 'make' || !isGoneWithCluster(type))
    .flatMap(({ symbol }) => [KILLED_BEFORE, KILLED_AFTER].map((kill) => new Map([[symbol, [kill]]])));
