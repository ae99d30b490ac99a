import { stepsOf } from '../../plan/order.ts';
import { viewFor } from '../../plan/ownership.ts';
import { DELIVERED_STEP, goesInside, IN_CLUSTER_STEP, type PartStage, partOf } from '../../plan/parts.ts';
import { isResource, type Plan, PlanBug, STAGES } from '../../plan/plan.ts';
import type { Value } from '../../plan/value.ts';
import { LONG_AGO } from '../az/row.ts';
import { newestOf } from '../az/versions.ts';
import type { Emission, Files } from '../emission.ts';
import { actionStep } from './action.ts';
import { assemble } from './assemble.ts';
import { inClusterFile, inClusterStep } from './in-cluster.ts';
import { Names } from './names.ts';
import { featureLines, looksAt, type Needs, providersOfOthers } from './needs.ts';
import { quote } from './quote.ts';
import { becauseLines, resourceStep, type StepText } from './step.ts';
import { Words } from './values.ts';

const STAGE_WORDS = {
  subscription: 'the subscription',
  network: 'the network',
  identity: 'identities and roles',
  image: 'the jump box image',
  cluster: 'the cluster',
  access: 'who gets in',
  'in-cluster': 'in the cluster',
  policy: 'policy',
  verify: 'is it as planned?',
} as const;

const KIND = [
  'say',
  'options',
  'setup-options',
  'steps',
  'start',
  'setup-end',
  'run',
  'journal',
  'look',
  'ensure',
  'compare',
];

interface Placed {
  readonly stage: number;
  readonly symbol: string;
  readonly type: string;
  readonly because: readonly string[];
  readonly text: StepText;
}
type Written = Pick<Placed, 'type' | 'because' | 'text'>;

/** The last look at what other teams deliver makes nothing itself. */
const DELIVERY: Written = {
  type: 'what other teams deliver',
  because: ['base.owners'],
  text: { lines: [], file: undefined, values: [], since: [LONG_AGO] },
};

/** setup.sh of one owner and what it sends. `undefined`: the operator's, with the stage in the cluster. */
export function setupFiles(emission: Emission, owner: string | undefined): Files {
  const whole = emission.plan;
  const plan = viewFor(whole, owner);
  const words = new Words(plan, new Names());
  const inside = owner === undefined && goesInside(whole);
  const part = partOf(whole, owner);
  const texts = stepTexts(words, whole, part);
  const placed = part.flatMap(({ stage, steps }) =>
    steps.map(({ symbol, roles }): Placed => {
      const found = texts.get(symbol);
      if (!found) throw new PlanBug(`nothing writes the step ${symbol}`);
      return { ...found, stage, symbol, text: withRoles(looksAt(words, whole, owner, roles), found.text) };
    }),
  );
  if (placed.length === 0) return new Map();
  const blocks = part.map((stage, i) => stageBlock(words, whole, owner, stage, placed, i === 0));
  const script = assemble(emission, words, {
    says: [
      `Makes the cluster ${plan.clusterName} and what it needs, with az. It is safe to run twice.`,
      'bash setup.sh --help says how it is used; README.md says what to run when, and with which rights.',
    ],
    steps: placed.map((one) => `${one.stage} ${one.symbol} ${one.type}`),
    leastAz: newestOf(placed.flatMap((one) => one.text.since)),
    kind: KIND,
    constants: [],
    values: blocks.flatMap((block) => block.values),
    before: [
      'say_repairs',
      ...(inside && plan.delivery !== 'run-command' ? [toolsLine(whole)] : []),
      ...featureLines(whole, owner),
    ],
    body: blocks.flatMap((block) => block.lines).join('\n'),
  });
  const files = new Map<string, string>([['setup.sh', script]]);
  for (const { text } of placed) if (text.file) files.set(text.file.path, text.file.text);
  if (inside) files.set(...inClusterFile(whole));
  return files;
}

/** What each step of the part does, by symbol. */
function stepTexts(words: Words, whole: Plan, part: readonly PartStage[]): ReadonlyMap<string, Written> {
  const texts = new Map<string, Written>();
  const mine = new Set(part.flatMap(({ steps }) => steps.map((step) => step.symbol)));
  for (const step of stepsOf(words.plan).filter(({ symbol }) => mine.has(symbol)))
    texts.set(step.symbol, {
      type: isResource(step) ? step.type : step.act.do,
      because: step.because,
      text: isResource(step) ? resourceStep(words, step) : actionStep(words, step),
    });
  const inside = mine.has(IN_CLUSTER_STEP) ? inClusterStep(words, whole) : undefined;
  if (inside) texts.set(IN_CLUSTER_STEP, { ...inside, type: 'manifests and charts' });
  if (mine.has(DELIVERED_STEP)) texts.set(DELIVERED_STEP, DELIVERY);
  return texts;
}

/** What a run needs on this machine to go into the cluster, checked before anything is made. */
const toolsLine = (plan: Plan): string =>
  `check_cluster_tools ${plan.delivery}${plan.charts.length > 0 ? ' helm' : ''}`;

const withRoles = (needs: Needs, text: StepText): StepText => ({
  ...text,
  lines: [...needs.lines, ...text.lines],
  values: [...needs.values, ...text.values],
});

interface Blocks {
  readonly lines: readonly string[];
  readonly values: readonly Value[];
}

function stageBlock(
  words: Words,
  whole: Plan,
  owner: string | undefined,
  { stage, before }: PartStage,
  placed: readonly Placed[],
  isFirst: boolean,
): Blocks {
  const inStage = placed.filter((one) => one.stage === stage);
  const needs = looksAt(words, whole, owner, before);
  const lines = [...(isFirst ? providersOfOthers(whole, owner) : []), ...needs.lines];
  return {
    values: [...needs.values, ...inStage.flatMap((one) => one.text.values)],
    lines: [
      `# ===== Stage ${stage}: ${stageWords(stage)} =====`,
      `if stage ${stage} ${quote(stageWords(stage))}; then`,
      ...(lines.length > 0 ? [...lines.map((line) => `  ${line}`), ''] : []),
      ...inStage
        .flatMap((one, at) => [...(at > 0 ? [''] : []), ...stepLines(one)])
        .map((line) => (line === '' ? '' : `  ${line}`)),
      'fi',
      '',
    ],
  };
}

const stageWords = (number: number): string => STAGE_WORDS[STAGES[number - 1] ?? 'verify'];

const stepLines = (one: Placed): readonly string[] => [
  ...becauseLines(one.because),
  `if step ${one.stage} ${one.symbol}; then`,
  ...one.text.lines.map((line) => `  ${line}`),
  'fi',
];
