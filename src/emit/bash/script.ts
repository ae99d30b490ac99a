import { refsOf, stepsOf } from '../../plan/order.ts';
import { viewFor } from '../../plan/ownership.ts';
import { isResource, type Plan, type Resource, STAGES, stageNumber } from '../../plan/plan.ts';
import type { Param, Value } from '../../plan/value.ts';
import { newestOf } from '../az/command.ts';
import type { Emission, Files } from '../emission.ts';
import { actionStep } from './action.ts';
import { inClusterFile, inClusterStep } from './in-cluster.ts';
import { libraryFor } from './library.ts';
import { Names } from './names.ts';
import { needsOf } from './needs.ts';
import { comment, quote } from './quote.ts';
import { becauseLines, resourceStep, type StepText } from './step.ts';
import { itemsOf, paramsIn, scalarText, Words } from './values.ts';

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

const ALWAYS = ['say', 'options', 'steps', 'start', 'end', 'run', 'journal', 'look', 'ensure'];

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
    text: isResource(step) ? resourceStep(words, step) : actionStep(words, step),
  }));
  const inside = owner === undefined ? inClusterStep(words, whole) : undefined;
  if (inside) placed.push({ ...inside, stage: stageNumber('in-cluster'), type: 'manifests and charts' });
  const sorted = placed.toSorted((a, b) => a.stage - b.stage);
  const blocks = sorted.length === 0 ? [] : stageBlocks(words, whole, sorted, owner);
  const files = new Map<string, string>([['setup.sh', assemble(emission, words, sorted, blocks)]]);
  for (const { text } of sorted) if (text.file) files.set(text.file.path, text.file.text);
  if (inside) files.set(...inClusterFile(whole));
  return files;
}

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

function stageBlocks(words: Words, whole: Plan, placed: readonly Placed[], owner: string | undefined): readonly Blocks[] {
  const numbers = [...new Set(placed.map((one) => one.stage))];
  const seen = new Set<string>();
  return numbers.map((number, i) => {
    const inStage = placed.filter((one) => one.stage === number);
    const needs = needsOf(words, whole, owner, inStage.map((one) => one.symbol), i === 0, seen);
    return {
      values: [...needs.values, ...inStage.flatMap((one) => one.text.values)],
      lines: [
        `# ===== Stage ${number}: ${stageWords(number)} =====`,
        `if stage ${number} ${quote(stageWords(number))}; then`,
        ...(needs.lines.length > 0 ? [...needs.lines.map((line) => `  ${line}`), ''] : []),
        ...inStage.flatMap((one, at) => [...(at > 0 ? [''] : []), ...stepLines(one)]).map((line) => (line === '' ? '' : `  ${line}`)),
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

function assemble(emission: Emission, words: Words, placed: readonly Placed[], blocks: readonly Blocks[]): string {
  const { plan } = words;
  const body = blocks.flatMap((block) => block.lines).join('\n');
  const least = newestOf(placed.flatMap((one) => one.text.since));
  const top = variables(words, blocks.flatMap((block) => block.values), body);
  return [
    '#!/usr/bin/env bash',
    ...header(emission, plan),
    '',
    'set -euo pipefail',
    '',
    '# ===== This cluster: its values stand here and nowhere else =====',
    ...top.values,
    '',
    '# ===== Stage, step and what it is about =====',
    'STEPS=(',
    ...placed.map((one) => `  ${quote(`${one.stage} ${one.symbol} ${one.type}`)}`),
    ')',
    `LEAST_AZ=${least}`,
    '',
    '# ===== The library: how a step is done =====',
    libraryFor(`${body}\n${top.ids.join('\n')}`, ALWAYS),
    '',
    '# ===== Ids, made of the values at the top =====',
    ...top.ids,
    ...(top.runtime.length > 0 ? ['', '# ===== What only Azure knows: read when it is needed =====', ...top.runtime] : []),
    '',
    '# ===== Now =====',
    'read_options "$@"',
    ...(plan.sample ? ["what_if || stop 'SAMPLE: these values are of the sample subscription, which is nowhere. Only --what-if runs.'"] : []),
    'WORK=$(mktemp -d)',
    'trap ended EXIT',
    '# az takes some values for files of the folder it runs in: in an empty one there are none',
    'mkdir "$WORK/empty" && cd "$WORK/empty"',
    'start',
    '',
    body,
    'end',
    '',
  ].join('\n');
}

function header(emission: Emission, plan: Plan): readonly string[] {
  return [
    ...(plan.sample ? ['# SAMPLE: made from the sample subscription. Runs with --what-if only.'] : []),
    `# Makes the cluster ${comment(plan.clusterName)} and what it needs, with az. Made by aks-setup ${comment(emission.tool)} from the profile ${comment(emission.name)}.`,
    '# bash setup.sh --help says how it is used. It is safe to run twice; README.md says what to run when, and with which rights.',
  ];
}

interface Top {
  readonly values: readonly string[];
  readonly ids: readonly string[];
  readonly runtime: readonly string[];
}

/** The variables that the steps use, and those that they are made of. */
function variables(words: Words, values: readonly Value[], body: string): Top {
  const { plan, names } = words;
  const ids = usedIds(words, body);
  const used = (name: string, text: string) => new RegExp(`\\$\\{?${name}\\b`).test(text);
  const idText = ids.map((resource) => `${names.id(resource.symbol)}=${words.idText(resource)}`);
  const all = `${body}\n${idText.join('\n')}`;
  const params = [...paramsIn([...values, ...plan.resources.flatMap((one) => [one.name])])].filter(([name]) => used(names.param(name), all));
  return {
    values: [
      `SUBSCRIPTION=${quote(plan.subscription)}`,
      `CLUSTER=${quote(plan.clusterName)}`,
      ...params.toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, one]) => paramLines(words, one)),
    ],
    ids: idText,
    runtime: runtimeVariables(words, body),
  };
}

function usedIds(words: Words, body: string): readonly Resource[] {
  const needed = new Set<string>();
  const need = (resource: Resource): void => {
    if (needed.has(resource.symbol)) return;
    needed.add(resource.symbol);
    if (resource.existing !== undefined) return;
    for (const symbol of refsOf({ ...resource, body: {}, after: [] })) {
      const other = words.plan.resources.find((one) => one.symbol === symbol);
      if (other) need(other);
    }
  };
  for (const resource of words.plan.resources)
    if (new RegExp(`\\$\\{?${words.names.id(resource.symbol)}\\b`).test(body)) need(resource);
  const inPlanOrder = words.plan.resources.filter((one) => needed.has(one.symbol));
  return [...inPlanOrder.filter((one) => one.existing !== undefined), ...inPlanOrder.filter((one) => one.existing === undefined)];
}

const runtimeVariables = (_words: Words, body: string): readonly string[] =>
  [...new Set([...body.matchAll(/read_value (\w+) /g)].map((found) => `${found[1] ?? ''}=''`))].toSorted();

function paramLines(words: Words, param: Param): readonly string[] {
  const name = words.names.param(param.name);
  const value = Array.isArray(param.value)
    ? `(${itemsOf(param.value as Value).map((one) => words.word(one)).join(' ')})`
    : scalarText(param.value as never);
  return [`# ${comment(param.says)}`, `${name}=${value}`];
}
