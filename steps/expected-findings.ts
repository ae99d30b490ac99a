import type { AnyRead, Node, Read } from '../src/core/decision.ts';
import { type Resolved, reader } from '../src/core/resolve.ts';
import { authorizedRanges } from './api/authorized-ranges.ts';
import { exposure, isPrivate } from './api/exposure.ts';
import { localAccounts } from './id/people.ts';
import { ipam, podsPerNode } from './net/pods.ts';
import { firstPoolOf, poolSymbol } from './node/contributions.ts';
import { type Pool, pools } from './node/pools.ts';
import { upgradeChannel } from './patch/versions.ts';
import { cluster } from './resources.ts';

/** The scanner whose findings these are. Its checks are named by its own ids. */
export const SCANNER = 'checkov 3.3.30';

/** What a policy scanner will say of the outputs, and why it is so all the same. */
export interface ExpectedFinding {
  /** The scanner's id of the check. */
  readonly check: string;
  /** What it asks for. */
  readonly asks: string;
  /** The resource's symbol in the plan, which is its name in the Bicep. */
  readonly on: string;
  readonly why: string;
  /** Decisions that would have to change for it to go away; none: nothing that is decided here changes it. */
  readonly decisions: readonly string[];
}

interface Spec<Needs extends readonly Node[]> {
  readonly check: string;
  readonly asks: string;
  readonly needs: Needs;
  /** The symbols of the resources that it is about. */
  readonly on: (read: Read<Needs[number]>) => readonly string[];
  readonly why: (read: Read<Needs[number]>) => string;
}

interface Finding {
  readonly check: string;
  readonly asks: string;
  readonly needs: readonly Node[];
  readonly on: (read: AnyRead) => readonly string[];
  readonly why: (read: AnyRead) => string;
}

const finding = <const Needs extends readonly Node[]>(spec: Spec<Needs>): Finding => spec as unknown as Finding;

const always = (check: string, asks: string, why: string): Finding =>
  finding({ check, asks, needs: [], on: () => [cluster.symbol], why: () => why });

/** The first pool stands in the cluster; the others are resources of their own. */
function symbolsOf(all: readonly Pool[], matches: (pool: Pool) => boolean): readonly string[] {
  const first = firstPoolOf(all);
  return all.filter(matches).map((pool) => (pool === first ? cluster : poolSymbol(pool.name)).symbol);
}

/** Fewer pods a node than this is a finding. */
const FEWEST_PODS = 50;

/** Read in the source of the scanner's checks for `Microsoft.ContainerService`, 2026-11-25; a test runs it. */
const findings: readonly Finding[] = [
  always(
    'CKV_AZURE_4',
    'logs go to Azure Monitor through the omsagent add-on',
    'Monitoring is no decision of this version: nothing collects logs until the platform’s own tool is installed. The scanner looks for that add-on alone.',
  ),
  finding({
    check: 'CKV_AZURE_6',
    asks: 'ranges that may call the API server',
    needs: [authorizedRanges, exposure, isPrivate],
    on: (read) => ((read(authorizedRanges) ?? []).length === 0 ? [cluster.symbol] : []),
    why: (read) =>
      read(isPrivate)
        ? 'The API server is private: it has no public address that ranges could guard, and AKS takes none.'
        : 'No ranges were listed: every address may call the API server, and only sign-in protects it.',
  }),
  always(
    'CKV_AZURE_8',
    'the kubeDashboard add-on is switched off',
    'AKS has had no dashboard add-on since Kubernetes 1.19, so there is none to switch off.',
  ),
  finding({
    check: 'CKV_AZURE_141',
    asks: 'no local admin account',
    needs: [localAccounts],
    on: (read) => (read(localAccounts) ? [cluster.symbol] : []),
    why: () =>
      'Local accounts were chosen: whoever may list the admin credentials gets a certificate that Entra ID cannot revoke.',
  }),
  finding({
    check: 'CKV_AZURE_168',
    asks: 'at least 50 pods a node',
    needs: [pools, ipam, podsPerNode],
    on: (read) => symbolsOf(read(pools), (pool) => (read(podsPerNode)[pool.name] ?? 0) < FEWEST_PODS),
    why: () =>
      'Each pod takes an address of the network, so a node is sized for the pods that it runs. The check is about density, not security.',
  }),
  finding({
    check: 'CKV_AZURE_171',
    asks: 'a channel for upgrades',
    needs: [upgradeChannel],
    on: (read) => (read(upgradeChannel) === 'none' ? [cluster.symbol] : []),
    why: () => 'No channel was chosen: somebody upgrades the cluster by hand, and before its version leaves support.',
  }),
  always(
    'CKV_AZURE_172',
    'the Key Vault provider rotates secrets',
    'The Secrets Store add-on is no decision of this version and is not enabled: there are no mounted secrets to rotate.',
  ),
  always(
    'CKV_AZURE_226',
    'ephemeral disks for the operating system',
    'The kind of disk is left to AKS, which takes an ephemeral one where the VM size has room. The scanner sees only what is written.',
  ),
  finding({
    check: 'CKV_AZURE_227',
    asks: 'encryption at host',
    needs: [pools],
    on: (read) => symbolsOf(read(pools), (pool) => !pool.encryptionAtHost),
    why: () => 'It was switched off for the pool: temporary disks and caches are not encrypted on the host.',
  }),
];

const decisionsOf = (needs: readonly Node[]): readonly string[] =>
  needs.filter((need) => need.form === 'decision').map((need) => need.id);

/** Every finding that the scanner will have in the outputs of complete answers, in the order of its ids. */
export function expectedFindings(resolved: Resolved): readonly ExpectedFinding[] {
  const read = reader(resolved);
  return findings.flatMap(({ check, asks, needs, on, why }) =>
    on(read).map((symbol) => ({ check, asks, on: symbol, why: why(read), decisions: decisionsOf(needs) })),
  );
}
