import type { Shape } from '../../src/core/kind.ts';
import { answerOf, type Resolved } from '../../src/core/resolve.ts';
import { judge } from '../../src/core/rule.ts';
import { engine } from '../../steps/index.ts';
import { examplePool, exampleSystem, exampleWindows } from '../../steps/node/examples.ts';
import { type LegalProfile, profileWith } from '../helpers/legal-profiles.ts';
import { resolvedOf } from '../helpers/steps.ts';

/** What can be chosen of a kind: the sides of a question, the values of a list, and the same inside lists, records and maps. */
function optionsOf(at: string, kind: Shape): readonly string[] {
  switch (kind.tag) {
    case 'toggle':
      return [`${at}=true`, `${at}=false`];
    case 'choice':
      return kind.options.map((one) => `${at}=${one.value}`);
    case 'range':
      return kind.words.map((one) => `${at}=${one.value}`);
    case 'list':
      return optionsOf(at, kind.of);
    case 'records':
      return kind.fields.flatMap((one) => optionsOf(`${at}.${one.name}`, one.kind));
    case 'map':
      return kind.keys?.map((one) => `${at}.${one.value}`) ?? [];
    default:
      return [];
  }
}

/** Which of these options an answer has chosen. */
function chosenIn(at: string, kind: Shape, value: unknown): readonly string[] {
  if (value === undefined) return [];
  switch (kind.tag) {
    case 'list':
      return (value as readonly unknown[]).flatMap((one) => chosenIn(at, kind.of, one));
    case 'records':
      return (value as readonly Readonly<Record<string, unknown>>[]).flatMap((one) =>
        kind.fields.flatMap((field) => chosenIn(`${at}.${field.name}`, field.kind, one[field.name])),
      );
    case 'map':
      return Object.keys(value as object).map((key) => `${at}.${key}`);
    default:
      return [`${at}=${String(value)}`];
  }
}

/** Every option of every decision, as `decision=value`, `decision.field=value` or `decision.key`. */
export const OPTIONS: readonly string[] = engine.decisions.flatMap(({ id, kind }) => optionsOf(id, kind));

/** The options that answers have chosen. */
export const chosen = (resolved: Resolved): readonly string[] =>
  engine.decisions.flatMap(({ id, kind }) => chosenIn(id, kind, answerOf(resolved, id)));

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WEEKS = ['First', 'Second', 'Third', 'Fourth', 'Last'];
const [UPGRADES, IMAGES] = ['aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule'];

const window = (name: string | undefined, schedule: string, more: Readonly<Record<string, unknown>>) => ({
  name,
  schedule,
  startTime: '01:00',
  utcOffset: '+01:00',
  hours: 4,
  ...(name === 'default' ? {} : { interval: 2 }),
  ...more,
});

const windows: readonly (readonly unknown[])[] = [
  [],
  [
    window('default', 'Weekly', { day: 'Sunday' }),
    window(UPGRADES, 'Daily', {}),
    window(IMAGES, 'AbsoluteMonthly', { dayOfMonth: 31, startDate: '2027-01-04' }),
  ],
  ...DAYS.map((day, i) => [
    window(UPGRADES, 'RelativeMonthly', { day, week: WEEKS[i % WEEKS.length] }),
    window(IMAGES, 'Weekly', { day, interval: 1, notAllowedDates: ['2026-12-20/2027-01-03'] }),
  ]),
];

const plain = { secureBoot: false, vtpm: false, encryptionAtHost: false };
const windowsPool = (osSku: string) => [exampleSystem(), examplePool(), exampleWindows({ osSku })];
const pools: readonly (readonly unknown[])[] = [
  [exampleSystem(), examplePool(), examplePool({ name: 'out', mode: 'Gateway', ...plain, count: 2, zones: ['1'] })],
  [
    exampleSystem({ osSku: 'AzureLinux' }),
    examplePool({ osSku: 'AzureLinux3', min: 0, max: 9, labels: { team: 'a' }, taints: ['team=a:NoExecute'] }),
    examplePool({ name: 'old', osSku: 'Ubuntu2204', ...plain, zones: [], maxPods: 30 }),
    examplePool({ name: 'new', osSku: 'Ubuntu2404', zones: ['2', '3'] }),
  ],
  ...['Windows2022', 'Windows2025'].map(windowsPool),
];

const HASH = 'd0e8b5a2c7f14936'.repeat(4);
const TOOLS = ['az', 'kubectl', 'kubelogin', 'helm', 'terraform', 'flux', 'k9s', 'azwi'];
const VERSIONS = ['2.91.0', '1.35.1', '0.2.10', '4.2.0', '1.13.5', '2.7.5', '0.50.16', '1.5.1'];
const image: Readonly<Record<string, unknown>> = {
  'jb.enable': 'build',
  'jb.tools': TOOLS,
  'jb.toolVersions': Object.fromEntries(TOOLS.map((tool, i) => [tool, VERSIONS[i]])),
  'jb.toolHashes': Object.fromEntries(TOOLS.map((tool) => [tool, HASH])),
};

const owners = { network: 'Net', dns: 'DNS', roles: 'IAM', subscription: 'Landing', firewall: 'Fire', policy: 'Gov' };

/** What random answers do not say: records and lists with each of their options. */
export const rareAnswers: readonly Readonly<Record<string, unknown>>[] = [
  ...windows.map((value) => ({ 'patch.windows': value })),
  // without a window for AKS releases, which needs a newer az than any pool
  ...pools.map((value) => ({ 'node.pools': value, 'patch.windows': [] })),
  ...['apt', 'archive'].map((value) => ({ ...image, 'jb.toolSource': value })),
  { 'base.owners': owners },
];

/** The same as legal profiles. */
export const rareProfiles = (): readonly LegalProfile[] =>
  rareAnswers.map((answers, i) => {
    const name = `rare ${i + 1}: ${Object.keys(answers).join(', ')}`;
    const found = profileWith(name, answers);
    if (found === undefined) throw new Error(`${name}: a rule refuses ${JSON.stringify(answers)}`);
    return found;
  });

/** What the engine refuses whatever else is answered, each with an answer that has it. */
export const REFUSED: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  ['jb.baseImage=ubuntu-18.04', { 'jb.enable': 'build', 'jb.baseImage': 'ubuntu-18.04' }],
  ['node.pools.osSku=Windows2019', { 'node.pools': windowsPool('Windows2019') }],
]);

/** The rules that refuse answers because of one decision alone, so that no other answer can help. */
export function refusedAlone(answers: Readonly<Record<string, unknown>>): readonly string[] {
  const resolved = resolvedOf(answers);
  const alone = engine.rules.filter((rule) => {
    const verdict = rule.severity === 'block' ? judge(rule, engine.byId, resolved) : { is: 'fine' as const };
    return verdict.is === 'broken' && verdict.conflict.length === 1;
  });
  return alone.map((rule) => rule.id);
}
