import { refsOf, stepsOf } from '../../plan/order.ts';
import { viewFor } from '../../plan/ownership.ts';
import { isResource, type Plan, STAGES, stageNumber } from '../../plan/plan.ts';
import type { Value } from '../../plan/value.ts';
import { newestOf } from '../az/versions.ts';
import type { Emission, Files } from '../emission.ts';
import { actionStep } from './action.ts';
import { assemble } from './assemble.ts';
import { inClusterFile, inClusterStep } from './in-cluster.ts';
import { Names } from './names.ts';
import { type Needs, needsOf, rolesNeeded } from './needs.ts';
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

/** setup.sh of one owner and what it sends. `undefined`: the operator's, with the stage in the cluster. */
export function setupFiles(emission: Emission, owner: string | undefined): Files {
  const whole = emission.plan;
  const plan = viewFor(whole, owner);
  const words = new Words(plan, new Names());
  const stages = effectiveStages(plan);
  const mine = stepsOf(plan).filter((step) => !isResource(step) || step.existing === undefined);
  const placed: Placed[] = mine.map((step) => ({
    stage: stages.get(step.symbol) ?? stageNumber(step.stage),
    symbol: step.symbol,
    type: isResource(step) ? step.type : step.act.do,
    because: step.because,
    text: withRoles(
      rolesNeeded(words, whole, owner, step),
      isResource(step) ? resourceStep(words, step) : actionStep(words, step),
    ),
  }));
  const inside = owner === undefined ? inClusterStep(words, whole) : undefined;
  if (inside) placed.push({ ...inside, stage: stageNumber('in-cluster'), type: 'manifests and charts' });
  if (placed.length === 0) return new Map();
  const sorted = placed.toSorted((a, b) => a.stage - b.stage);
  const blocks = stageBlocks(words, whole, sorted, owner);
  const script = assemble(emission, words, {
    says: [
      `Makes the cluster ${plan.clusterName} and what it needs, with az. It is safe to run twice.`,
      'bash setup.sh --help says how it is used; README.md says what to run when, and with which rights.',
    ],
    steps: sorted.map((one) => `${one.stage} ${one.symbol} ${one.type}`),
    leastAz: newestOf(sorted.flatMap((one) => one.text.since)),
    kind: KIND,
    constants: [],
    values: blocks.flatMap((block) => block.values),
    before: inside && plan.delivery !== 'run-command' ? [toolsLine(whole)] : [],
    body: blocks.flatMap((block) => block.lines).join('\n'),
  });
  const files = new Map<string, string>([['setup.sh', script]]);
  for (const { text } of sorted) if (text.file) files.set(text.file.path, text.file.text);
  if (inside) files.set(...inClusterFile(whole));
  return files;
}

/** What a run needs on this machine to go into the cluster, checked before anything is made. */
const toolsLine = (plan: Plan): string =>
  `check_cluster_tools ${plan.delivery}${plan.charts.length > 0 ? ' helm' : ''}`;

const withRoles = (needs: Needs, text: StepText): StepText => ({
  ...text,
  lines: [...needs.lines, ...text.lines],
  values: [...needs.values, ...text.values],
});

/** A step is never in an earlier stage than what it refers to: stages run whole, one after the other. */
function effectiveStages(plan: Plan): ReadonlyMap<string, number> {
  const stages = new Map<string, number>();
  for (const step of stepsOf(plan)) {
    const needs = isResource(step) && step.existing !== undefined ? [] : refsOf(step);
    stages.set(step.symbol, Math.max(stageNumber(step.stage), ...needs.map((symbol) => own(plan, symbol, stages))));
  }
  return stages;
}

/** What exists holds nothing back. */
const own = (plan: Plan, symbol: string, stages: ReadonlyMap<string, number>): number =>
  plan.resources.find((one) => one.symbol === symbol)?.existing === undefined ? (stages.get(symbol) ?? 1) : 1;

interface Blocks {
  readonly lines: readonly string[];
  readonly values: readonly Value[];
}

function stageBlocks(
  words: Words,
  whole: Plan,
  placed: readonly Placed[],
  owner: string | undefined,
): readonly Blocks[] {
  const numbers = [...new Set(placed.map((one) => one.stage))];
  const seen = new Set<string>();
  return numbers.map((number, i) => {
    const inStage = placed.filter((one) => one.stage === number);
    const needs = needsOf(
      words,
      whole,
      owner,
      inStage.map((one) => one.symbol),
      i === 0,
      seen,
    );
    return {
      values: [...needs.values, ...inStage.flatMap((one) => one.text.values)],
      lines: [
        `# ===== Stage ${number}: ${stageWords(number)} =====`,
        `if stage ${number} ${quote(stageWords(number))}; then`,
        ...(needs.lines.length > 0 ? [...needs.lines.map((line) => `  ${line}`), ''] : []),
        ...inStage
          .flatMap((one, at) => [...(at > 0 ? [''] : []), ...stepLines(one)])
          .map((line) => (line === '' ? '' : `  ${line}`)),
        'fi',
        '',
      ],
    };
  });
}

const stageWords = (number: number): string => STAGE_WORDS[STAGES[number - 1] ?? 'verify'];

const stepLines = (one: Placed): readonly string[] => [
  ...becauseLines(one.because),
  `if step ${one.stage} ${one.symbol}; then`,
  ...one.text.lines.map((line) => `  ${line}`),
  'fi',
];
