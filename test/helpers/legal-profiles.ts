import { emissionOf } from '../../src/commands/emission.ts';
import { acknowledge } from '../../src/core/acknowledge.ts';
import type { AnyDecision } from '../../src/core/decision.ts';
import { resolveWith } from '../../src/core/engine.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import { answerOf, type Given, type Resolved } from '../../src/core/resolve.ts';
import { judge, type Rule, type Verdict } from '../../src/core/rule.ts';
import type { Acknowledgement } from '../../src/core/session.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { engine } from '../../steps/index.ts';
import { HUB, SPOKE } from '../../steps/net/examples.ts';
import { BASE } from './steps.ts';

type Values = Readonly<Record<string, unknown>>;

const at = (group: string, rest: string): string =>
  `/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/${group}/providers/${rest}`;
const identity = (name: string): string => at('rg-shared', `Microsoft.ManagedIdentity/userAssignedIdentities/${name}`);
const zone = (name: string): string =>
  at('rg-hub-dns', `Microsoft.Network/privateDnsZones/${name}.westeurope.azmk8s.io`);

const HASH = 'd0e8b5a2c7f14936'.repeat(4);

/** Answers to what has no recommended value and no list of values. They count only where they are due. */
const AT_HAND: Values = {
  ...BASE,
  'net.vnetId': SPOKE,
  'egress.nextHopIp': '10.0.1.4',
  'egress.publicIps': ['20.61.10.4'],
  'id.controlPlaneIdentityId': identity('id-control-plane'),
  'id.kubeletIdentityId': identity('id-nodes'),
  'api.authorizedRanges': ['20.50.0.0/24', 'cluster-egress'],
  'jb.imageId': at('rg-shared', 'Microsoft.Compute/galleries/shared/images/jumpbox/versions/1.0.0'),
  'jb.toolMirror': 'https://mirror.contoso.com/tools',
  'vn.standbyPrincipal': '5d1f7a3c-0000-4000-8000-9e2b6c4d8f50',
  'vn.roleId': at('rg-shared', 'Microsoft.Authorization/roleDefinitions/4c8e2f6a-0000-4000-8000-1b5d9f3a7c60').replace(
    /resourceGroups.*?providers/,
    'providers',
  ),
};

/** Values to try of decisions that take more than a list can name. */
const SOME: Readonly<Record<string, readonly unknown[]>> = {
  'net.hubVnetId': ['none', HUB],
  'api.authorizedRanges': [
    ['20.50.0.0/24', 'cluster-egress'],
    ['20.50.0.0/24'],
    ['cluster-egress'],
    ['0.0.0.0/32'],
    [],
  ],
  'jb.toolVersions': [{ az: '2.91.0', kubectl: '1.35.1', kubelogin: '0.2.10', helm: '4.2.0' }],
  'jb.toolHashes': [{}, { kubectl: HASH, kubelogin: HASH, helm: HASH }],
  'base.owners': [
    {},
    { network: 'Network team' },
    { network: 'Net', dns: 'DNS', roles: 'IAM', subscription: 'Landing' },
  ],
};

/** Decisions that one value of a list answers, with the list: what pairs are made of. */
const listed = new Map<string, readonly unknown[]>(engine.decisions.flatMap((one) => valuesOf(one)));
const tried = new Map([...listed, ...Object.entries(SOME)]);

function valuesOf({ id, kind }: AnyDecision): readonly [string, readonly unknown[]][] {
  if (kind.tag === 'toggle') return [[id, [true, false]]];
  return kind.tag === 'choice' ? [[id, kind.options.map((option) => option.value)]] : [];
}

/** Numbers from 0 to 1, the same ones in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(all: readonly T[], random: () => number): readonly T[] {
  return all
    .map((one) => [random(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

interface Legal {
  readonly chosen: Values;
  readonly resolved: Resolved;
}

const given = (values: Values): Map<string, Given> =>
  new Map(Object.entries(values).map(([id, value]) => [id, { value, origin: 'person' }]));

/** Answers that depend on others: where they are due and open. */
const FITTING: Readonly<Record<string, (resolved: Resolved) => unknown>> = {
  'net.subnets': (resolved) =>
    (answerOf(resolved, 'net.purposes') as readonly string[]).map((purpose) => ({
      purpose,
      id: `${SPOKE}/subnets/snet-${purpose}`,
    })),
  'api.privateDnsZoneId': (resolved) =>
    zone(answerOf(resolved, 'api.exposure') === 'private-link' ? 'privatelink' : 'private'),
};

function resolvedOf(chosen: Values): Resolved {
  const answers = given({ ...AT_HAND, ...chosen });
  const resolved = resolveWith(engine, answers, {});
  const open = Object.entries(FITTING).filter(([id]) => resolved.get(id)?.is === 'open');
  for (const [id, valueFor] of open) answers.set(id, { value: valueFor(resolved), origin: 'person' });
  return open.length > 0 ? resolveWith(engine, answers, {}) : resolved;
}

const BLOCKS: readonly Rule[] = engine.rules.filter((rule) => rule.severity === 'block');

/** The choices with all else as recommended or at hand; or, where a rule refuses them, the answers that it is about. */
function judged(chosen: Values): Legal | { readonly conflict: readonly string[] } {
  const resolved = resolvedOf(chosen);
  for (const { is } of resolved.values()) if (is === 'open' || is === 'unsure') return { conflict: [] };
  for (const rule of BLOCKS) {
    const verdict = judge(rule, engine.byId, resolved);
    if (verdict.is === 'broken') return verdict;
  }
  return { chosen, resolved };
}

/** As `judged`; what a rule refuses is made legal, where changing few other answers of the conflict does. */
function legal(chosen: Values, fixed: readonly string[] = [], more = 2): Legal | undefined {
  const found = judged(chosen);
  if ('resolved' in found) return found;
  if (more === 0) return undefined;
  for (const id of found.conflict.filter((one) => !fixed.includes(one)))
    for (const value of tried.get(id) ?? []) {
      const other = legal({ ...chosen, [id]: value }, [...fixed, id], more - 1);
      if (other) return other;
    }
  return undefined;
}

type Pair = string;
const settingsOf = (resolved: Resolved): readonly string[] =>
  [...listed.keys()].flatMap((id) => {
    const value = answerOf(resolved, id);
    return value === undefined ? [] : [`${id}=${value}`];
  });

/** Every two answers that stand together, of decisions that have a list of values. */
export function pairsOf(resolved: Resolved): readonly Pair[] {
  const settings = settingsOf(resolved);
  return settings.flatMap((one, i) => settings.slice(i + 1).map((other) => `${one} ${other}`));
}

const newIn = (resolved: Resolved, covered: ReadonlySet<Pair>): number => {
  let count = 0;
  for (const pair of pairsOf(resolved)) if (!covered.has(pair)) count += 1;
  return count;
};

/** Changes one answer after the other, and keeps each change that stays legal and brings more pairs. */
function improved(start: Legal, covered: ReadonlySet<Pair>, random: () => number): Legal {
  let best = start;
  let most = newIn(start.resolved, covered);
  for (const [id, values] of shuffled([...tried], random)) {
    if (best.resolved.get(id)?.is !== 'given') continue;
    for (const value of shuffled(values, random)) {
      if (JSON.stringify(answerOf(best.resolved, id)) === JSON.stringify(value)) continue;
      const found = legal({ ...best.chosen, [id]: value }, [id], 1);
      const count = found ? newIn(found.resolved, covered) : -1;
      if (!found || count <= most) continue;
      best = found;
      most = count;
      break;
    }
  }
  return best;
}

/** A walk over legal answers: each step changes one answer of the last. */
function* walk(seed: number): Generator<Legal> {
  const random = randomFrom(seed);
  let now = legal({});
  if (!now) throw new Error('the recommended answers are refused');
  while (true) {
    for (const [id, values] of shuffled([...tried], random)) {
      if (now.resolved.get(id)?.is !== 'given') continue;
      const next = legal({ ...now.chosen, [id]: values[Math.floor(random() * values.length)] }, [id], 1);
      now = next ?? now;
    }
    yield now;
  }
}

export interface LegalProfile {
  readonly name: string;
  readonly resolved: Resolved;
  /** Made when it is asked for: most of the time goes here. */
  readonly emission: () => Emission;
}

const profileOf = (name: string, { resolved }: Legal): LegalProfile => ({
  name,
  resolved,
  emission: () => emissionFor(resolved),
});

/** What the outputs are made from; retired technology and warnings are accepted by name. */
function emissionFor(resolved: Resolved): Emission {
  const answers = new Map(
    engine.decisions.flatMap(({ id }): [string, Given][] => {
      const state = resolved.get(id);
      return state?.is === 'given' ? [[id, { value: state.value, origin: state.origin }]] : [];
    }),
  );
  const acknowledged = acknowledgementsOf(resolved);
  const evaluation = evaluate(engine, {
    answers,
    acknowledged,
    places: new Map(),
    acceptDefaults: true,
    asOf: undefined,
  });
  return emissionOf(evaluation, acknowledged, undefined);
}

const acknowledgementsOf = (resolved: Resolved): readonly Acknowledgement[] =>
  engine.rules
    .filter((rule) => rule.severity === 'retired' || rule.severity === 'warn')
    .map((rule) => [rule, judge(rule, engine.byId, resolved)] as const)
    .filter((pair): pair is [Rule, Extract<Verdict, { is: 'broken' }>] => pair[1].is === 'broken')
    .map(([rule, verdict]) => acknowledge(verdict, rule.id, resolved, 'a test takes every legal way'));

/** Random legal profiles, no two with the same choices; the same ones in every run. */
export function randomProfiles(count: number, seed = 20261125): readonly LegalProfile[] {
  const found = new Map<string, LegalProfile>();
  for (const one of walk(seed)) {
    if (found.size === count) break;
    const key = JSON.stringify([...one.resolved]);
    if (!found.has(key)) found.set(key, profileOf(`random ${found.size + 1}`, one));
  }
  return [...found.values()];
}

/**
 * Few legal profiles in which as many pairs of answers as possible stand together: each is improved, answer by answer,
 * until no change brings a pair that none before it has (a greedy covering array under constraints).
 */
export function pairwiseProfiles(count = 20, seed = 6): readonly LegalProfile[] {
  const covered = new Set<Pair>();
  const random = randomFrom(seed);
  const starts = walk(seed);
  return Array.from({ length: count }, (_, i) => {
    const row = improved(starts.next().value as Legal, covered, random);
    for (const pair of pairsOf(row.resolved)) covered.add(pair);
    return profileOf(`pairwise ${i + 1}`, row);
  });
}

/** How many of all pairs of values that the lists have stand together in one of the profiles; illegal pairs count as missing. */
export function coverage(profiles: readonly LegalProfile[]): { readonly covered: number; readonly possible: number } {
  const counts = [...listed.values()].map((values) => values.length);
  const possible = counts.reduce((sum, one, i) => sum + one * counts.slice(i + 1).reduce((a, b) => a + b, 0), 0);
  return { covered: new Set(profiles.flatMap((one) => pairsOf(one.resolved))).size, possible };
}

/** A legal profile with these answers, if there is one: what a rule refuses is made legal by other answers, never by these. */
export function profileWith(name: string, answers: Values): LegalProfile | undefined {
  const found = legal(answers, Object.keys(answers));
  return found && profileOf(name, found);
}
