import { refsOf } from '../../plan/order.ts';
import type { Plan, Resource } from '../../plan/plan.ts';
import type { Param, Value } from '../../plan/value.ts';
import type { Emission } from '../emission.ts';
import { libraryFor } from './library.ts';
import { comment, quote, quoteValue } from './quote.ts';
import { itemsOf, paramsIn, scalarText, type Words } from './values.ts';

/** What a script is made of, beside the values and ids that its body uses. */
export interface ScriptParts {
  readonly says: readonly string[];
  /** `number step type`, in the order in which they run. */
  readonly steps: readonly string[];
  readonly leastAz: string;
  /** The fragments of the library that this kind of script always holds. */
  readonly kind: readonly string[];
  /** Further lines with constants. */
  readonly constants: readonly string[];
  /** The values that stand in its commands. */
  readonly values: readonly Value[];
  /** Said once before the steps, after `start`. */
  readonly before: readonly string[];
  readonly body: string;
}

/** A whole script: values at the top, the library, ids, then the steps. */
export function assemble(emission: Emission, words: Words, parts: ScriptParts): string {
  const { plan } = words;
  const used = usedResources(words, parts.body);
  const ids = used.map((resource) => `${words.names.id(resource.symbol)}=${words.idText(resource)}`);
  const runtime = runtimeVariables(parts.body);
  const name = clusterName(plan);
  return [
    '#!/usr/bin/env bash',
    ...(plan.sample ? ['# SAMPLE: made from the sample subscription. Runs with --what-if only.'] : []),
    ...parts.says.map((line) => `# ${comment(line)}`),
    `# Made by aks-setup ${comment(emission.tool)} from the profile ${comment(emission.name)}.`,
    '',
    'set -euo pipefail',
    '',
    '# ===== This cluster: its values stand here and nowhere else =====',
    `SUBSCRIPTION=${quoteValue(plan.subscription)}`,
    ...paramLines(words, [...parts.values, name], `${parts.body}\n${ids.join('\n')}\n${words.word(name)}`),
    `CLUSTER=${typeof name === 'string' ? quoteValue(name) : words.word(name)}`,
    '',
    '# ===== Stage, step and what it is about =====',
    'STEPS=(',
    ...parts.steps.map((one) => `  ${quote(one)}`),
    ')',
    `LEAST_AZ=${parts.leastAz}`,
    ...parts.constants,
    '',
    ...setIds(ids, runtime),
    'run_steps() {',
    indented(parts.body),
    '}',
    '',
    '# ===== The library: nothing below is of this cluster =====',
    libraryFor(`${parts.body}\n${[...ids, ...parts.before].join('\n')}`, parts.kind),
    '',
    '# ===== Now =====',
    'read_options "$@"',
    ...(plan.sample ? [SAMPLE_GUARD] : []),
    'WORK=$(mktemp -d)',
    'trap ended EXIT',
    '# az takes some values for files of the folder it runs in: in an empty one there are none',
    'mkdir "$WORK/empty" && cd "$WORK/empty"',
    ...(ids.length > 0 ? ['set_ids'] : []),
    'start',
    ...parts.before,
    'run_steps',
    'end',
    '',
  ].join('\n');
}

/** Lines of a function; what continues a text over lines is never indented, since quotes hold no line ends. */
const indented = (body: string): string =>
  body
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');

const SAMPLE_GUARD =
  "what_if || stop 'SAMPLE: these values are of the sample subscription, which is nowhere. Only --what-if runs.'";

function setIds(ids: readonly string[], runtime: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  return [
    '# ===== Ids, made of the values at the top =====',
    'set_ids() {',
    ...ids.map((line) => `  ${line}`),
    ...(runtime.length > 0
      ? ['  # what only Azure knows: read when it is needed', ...runtime.map((line) => `  ${line}`)]
      : []),
    '}',
    '',
  ];
}

/** The cluster's name as the plan says it: where it is a value at the top, whoever edits that one has edited this one too. */
const clusterName = (plan: Plan): Value =>
  plan.resources.find((one) => one.type === 'Microsoft.ContainerService/managedClusters' && one.existing === undefined)
    ?.name ?? plan.clusterName;

/** The resources whose ids the steps use, and those that these ids are made of; what exists first. */
function usedResources(words: Words, body: string): readonly Resource[] {
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
  for (const resource of words.plan.resources) if (uses(body, words.names.id(resource.symbol))) need(resource);
  return inIdOrder(words.plan, needed);
}

/** An id stands after the ids it is made of: what exists, then the rest in the order of the plan. */
function inIdOrder(plan: Plan, needed: ReadonlySet<string>): readonly Resource[] {
  const used = plan.resources.filter((one) => needed.has(one.symbol));
  return [...used.filter((one) => one.existing !== undefined), ...used.filter((one) => one.existing === undefined)];
}

function paramLines(words: Words, values: readonly Value[], text: string): readonly string[] {
  const names = words.plan.resources.map((one) => one.name);
  return [...paramsIn([...values, ...names])]
    .filter(([name]) => uses(text, words.names.param(name)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, one]) => [`# ${comment(one.says)}`, `${words.names.param(one.name)}=${paramValue(words, one)}`]);
}

function paramValue(words: Words, param: Param): string {
  if (Array.isArray(param.value))
    return `(${itemsOf(param.value)
      .map((one) => words.word(one))
      .join(' ')})`;
  return scalarText(param.value as Exclude<Param['value'], readonly unknown[]>);
}

const runtimeVariables = (body: string): readonly string[] =>
  [...new Set([...body.matchAll(/\bread_value (\w+) /g)].map((found) => `${found[1] ?? ''}=''`))].toSorted();

const uses = (text: string, variable: string): boolean => new RegExp(`\\$\\{?${variable}\\b`).test(text);
