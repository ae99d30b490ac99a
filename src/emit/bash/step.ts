import { findResource, type Plan, type Resource } from '../../plan/plan.ts';
import { isBody, type Ref, type Value } from '../../plan/value.ts';
import { type AzRecipe, BODY_FILE, recipeFor } from '../az/command.ts';
import type { AzCommand } from '../az/take.ts';
import { bodyFile } from './body.ts';
import { comment, quote } from './quote.ts';
import { runtimeIn, type Words } from './values.ts';

/** The lines of one step, what it needs of Azure's own values, and the file it sends. */
export interface StepText {
  readonly lines: readonly string[];
  readonly file: { readonly path: string; readonly text: string } | undefined;
  /** The values that stand in its commands. */
  readonly values: readonly Value[];
  readonly since: readonly string[];
}

const WIDTH = 110;

/** A command over several lines, one argument and its value a line where it is long. */
export function commandLines(
  words: Words,
  head: readonly string[],
  command: AzCommand,
  indent: string,
): readonly string[] {
  const groups: string[][] = [[]];
  for (const word of command.argv) {
    if (typeof word === 'string' && word.startsWith('--')) groups.push([]);
    groups.at(-1)?.push(...words.words(word));
  }
  const lines = groups.map((group) => group.join(' '));
  const whole = [...head, ...lines].join(' ');
  if (indent.length + whole.length <= WIDTH) return [`${indent}${whole}`];
  const [first = '', ...rest] = lines;
  const all = [[...head, first].join(' '), ...rest.map((line) => `  ${line}`)];
  return all.map((line, i) => `${indent}${line}${i < all.length - 1 ? ' \\' : ''}`);
}

/** Reads what only Azure knows into its variable. */
export function readLine(words: Words, ref: Ref): string {
  const of = findResource(words.plan, ref.symbol);
  const [id, variable] = [words.names.id(ref.symbol), words.names.runtime(ref)];
  return `read_value ${variable} "$${id}" ${of.api} ${quote(ref.out)} ${quote(`${ref.symbol}.${ref.out}`)}`;
}

/** Reads of what the lines use, and of nothing else: some values az looks up by itself. */
function readsFor(words: Words, lines: readonly string[], values: readonly Value[]): readonly string[] {
  const text = lines.join('\n');
  return runtimeIn(values)
    .filter((ref) => new RegExp(`\\$\\{?${words.names.runtime(ref)}\\b`).test(text))
    .map((ref) => readLine(words, ref));
}

/** One resource as a step of the script. */
export function resourceStep(words: Words, resource: Resource): StepText {
  const recipe = recipeFor(words.plan, resource);
  const id = `"$${words.names.id(resource.symbol)}"`;
  const file = fileOf(words, recipe);
  const values: Value[] = [resource.body, resource.name, { $: 'ref', symbol: resource.symbol, out: 'id' }];
  const body = [
    ...(needsRoles(words.plan, resource) ? ['after_roles'] : []),
    ...(file?.lines ?? []),
    ...(recipe.anew === undefined ? [] : [`remove_failed ${id} ${resource.api}`]),
    ...creation(words, recipe, id),
    ...rest(words, recipe),
    ...comparison(words, recipe),
  ];
  return {
    lines: [...readsFor(words, body, [resource.body]), ...body],
    file: file && { path: file.path, text: file.text },
    values,
    since: [recipe.create, ...recipe.parts, ...recipe.updates].map((command) => command.since),
  };
}

function creation(words: Words, recipe: AzRecipe, id: string): readonly string[] {
  const { resource } = recipe;
  if (resource.type !== 'Microsoft.Authorization/roleAssignments')
    return commandLines(words, ['ensure', id, resource.api], recipe.create, '');
  return commandLines(words, ['ensure_assignment', id], recipe.create, '');
}

/** What an assignment is known by: its scope, principal and role. */
export function assignmentWords(
  words: Words,
  assignment: Resource,
): { readonly scope: string; readonly principal: string; readonly role: string; readonly values: readonly Value[] } {
  const properties = isBody(assignment.body['properties']) ? assignment.body['properties'] : {};
  const [principal, role] = [properties['principalId'] ?? '', properties['roleDefinitionId'] ?? ''];
  const scope: Value =
    assignment.scope.in === 'resource' ? { $: 'ref', symbol: assignment.scope.of, out: 'id' } : { $: 'subscription' };
  return {
    scope: words.word(scope),
    principal: words.word(principal),
    role: words.word(role),
    values: [scope, principal, role],
  };
}

/** Parts and what has no argument: only on what this script makes. */
function rest(words: Words, recipe: AzRecipe): readonly string[] {
  const parts = recipe.parts.flatMap((one) => {
    const id = words.partId(recipe.resource.symbol, one.segment, one.name);
    return commandLines(words, ['ensure_part', id, recipe.resource.api], one, '  ');
  });
  const updates = recipe.updates.flatMap((one) => commandLines(words, ['run'], one, '  '));
  return parts.length + updates.length === 0 ? [] : ['if unfinished; then', ...parts, ...updates, 'fi'];
}

function comparison(words: Words, recipe: AzRecipe): readonly string[] {
  if (recipe.compare.length === 0 || recipe.resource.type === 'Microsoft.Authorization/roleAssignments') return [];
  const pairs = recipe.compare.map(
    (one) =>
      `${quote(one.query)} ${one.isSet ? `"$(as_set ${words.elements(one.value).join(' ')})"` : words.word(one.value)}`,
  );
  return [`same ${recipe.resource.api} \\`, ...pairs.map((pair, i) => `  ${pair}${i < pairs.length - 1 ? ' \\' : ''}`)];
}

function fileOf(
  words: Words,
  recipe: AzRecipe,
): { readonly path: string; readonly text: string; readonly lines: readonly string[] } | undefined {
  if (recipe.body === undefined || !recipe.create.argv.includes(BODY_FILE)) return undefined;
  const path = `files/${recipe.resource.symbol}.json`;
  const { text, places } = bodyFile(words, recipe.body);
  const pairs = places.map((place) => `  ${quote(place.name)} ${place.word}`);
  const head = `fill "$HERE/${path}"`;
  return {
    path,
    text,
    lines:
      pairs.length === 0
        ? [head]
        : [`${head} \\`, ...pairs.map((pair, i) => (i < pairs.length - 1 ? `${pair} \\` : pair))],
  };
}

/** Does it come after roles of the plan, so that a refusal may only mean that they are new? */
const needsRoles = (plan: Plan, resource: Resource): boolean =>
  resource.after.some(
    (symbol) =>
      plan.resources.find((one) => one.symbol === symbol)?.type === 'Microsoft.Authorization/roleAssignments' ||
      plan.actions.find((one) => one.symbol === symbol)?.act.do === 'wait-for-roles',
  );

/** `# because: api.exposure, net.vnet`, in lines that a person reads without scrolling. */
export function becauseLines(because: readonly string[]): readonly string[] {
  if (because.length === 0) return [];
  const lines: string[] = [];
  let line = '# because:';
  for (const [i, id] of because.entries()) {
    const word = ` ${comment(id)}${i < because.length - 1 ? ',' : ''}`;
    if (line.length + word.length > WIDTH) {
      lines.push(line);
      line = '#   ';
    }
    line += word;
  }
  return [...lines, line];
}
