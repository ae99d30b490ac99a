import type { Plan, Resource } from '../../plan/plan.ts';
import { type Body, idOf, isBody, isMarker, join, type Ref, type Scalar, type Value } from '../../plan/value.ts';
import { address, bug } from './address.ts';
import { type Compared, compared } from './compared.ts';
import { type TableLeaf, tableLeaves } from './leaves.ts';
import {
  type AzType,
  type BodyType,
  LONG_AGO,
  type PartRow,
  type Row,
  recordsOf,
  type Word,
  type Words,
} from './row.ts';
import { inShorthand, needsShorthand, SHORTHAND_SINCE } from './shorthand.ts';
import { TABLES } from './tables.ts';

/** One az command. `since`: the first az version that takes all its arguments. */
export interface AzCommand {
  readonly argv: Words;
  readonly since: string;
}

/** Something made by a command of its own inside a resource: a rule, a route. */
export interface AzPart extends AzCommand {
  readonly segment: string;
  readonly name: Value;
}

/** How one resource comes to be with az. */
export interface AzRecipe {
  readonly resource: Resource;
  readonly create: AzCommand;
  /** The body that the command sends from a file, where az has no arguments for it. */
  readonly body: Body | undefined;
  readonly parts: readonly AzPart[];
  readonly updates: readonly AzCommand[];
  readonly compare: readonly Compared[];
  /** Why a failed one is deleted before it is made again. */
  readonly anew: string | undefined;
}

/** The word that stands for the body file; who prints the command knows where the file lies. */
export const BODY_FILE = { $: 'param', name: '@body', value: '', says: '' } as const satisfies Value;

export const tableOf = (type: string): AzType | BodyType | undefined => TABLES.get(type);

/**
 * The az commands that make a resource of the plan.
 * @throws PlanBug when the table has no row for a leaf, or az would choose one by itself
 */
export function recipeFor(plan: Plan, resource: Resource): AzRecipe {
  const table = tableOf(resource.type);
  if (!table || !('rows' in table)) return bodyRecipe(resource, table);
  if (table.bodyFor?.some((path) => holds(resource.body, path.split('.')))) return bodyRecipe(resource, undefined);
  const taken = takeLeaves(plan, resource, table);
  const create = {
    argv: [
      'az',
      ...table.command.split(' '),
      ...address(plan, resource, table.address),
      ...taken.words,
      ...table.always,
    ],
    since: newestOf([table.since, ...taken.since, table.newerNames?.[String(plainScalar(resource.name))] ?? LONG_AGO]),
  };
  return {
    resource,
    create: { ...create, argv: mergeAddOns(create.argv) },
    body: undefined,
    parts: taken.parts,
    updates: taken.updates,
    compare: compared(taken.leaves),
    anew: table.anew,
  };
}

/** Whether something stands in a body under these keys. */
function holds(body: Value, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  return isBody(body) && body[key] !== undefined && holds(body[key], rest);
}

/** `az resource create` wants a location and waits for the end; what has none is put as it stands. */
function bodyRecipe(resource: Resource, table: BodyType | undefined): AzRecipe {
  const id: Ref = idOf(resource);
  const argv: Words =
    'location' in resource.body
      ? [
          'az',
          'resource',
          'create',
          '--id',
          id,
          '--api-version',
          resource.api,
          '--is-full-object',
          '--properties',
          BODY_FILE,
        ]
      : ['az', 'rest', '--method', 'put', '--url', join(id, `?api-version=${resource.api}`), '--body', BODY_FILE];
  return {
    resource,
    create: { argv, since: table?.since ?? LONG_AGO },
    body: resource.body,
    parts: [],
    updates: [],
    compare: compared(tableLeaves(resource.body, new Set())),
    anew: table?.anew,
  };
}

interface Taken {
  readonly leaves: readonly TableLeaf[];
  readonly words: Words;
  readonly since: readonly string[];
  readonly parts: readonly AzPart[];
  readonly updates: readonly AzCommand[];
}

function takeLeaves(plan: Plan, resource: Resource, table: AzType): Taken {
  const leaves = tableLeaves(resource.body, wholePaths(table.rows));
  const paths = new Set(leaves.map((leaf) => leaf.path));
  for (const must of table.must)
    if (!paths.has(must)) throw bug(resource, `az would choose ${must} by itself; the plan must name it`);
  const inTableOrder = table.rows.flatMap((row) =>
    leaves.filter((leaf) => leaf.path === row.path).map((leaf) => ({ row, leaf })),
  );
  refuseLeft(resource, leaves, table.rows);
  const taken = inTableOrder.map(({ row, leaf }) => take(plan, resource, row, leaf, table.shorthand === true));
  return {
    leaves: inTableOrder.filter(({ row }) => row.as !== 'part').map(({ leaf }) => leaf),
    words: taken.flatMap((one) => one.words ?? []),
    since: taken.flatMap((one) => one.since ?? []),
    parts: taken.flatMap((one) => one.parts ?? []),
    updates: taken.flatMap((one) => one.updates ?? []),
  };
}

function refuseLeft(resource: Resource, leaves: readonly TableLeaf[], rows: readonly Row[]): void {
  const known = new Set(rows.map((row) => row.path));
  const left = leaves.filter((leaf) => !known.has(leaf.path)).map((leaf) => leaf.path);
  if (left.length > 0) throw bug(resource, `no az argument is known for ${left.join(', ')}: add a row to its table`);
  const twice = leaves.find((leaf, i) => leaves.findIndex((other) => other.path === leaf.path) !== i);
  if (twice) throw bug(resource, `az takes one ${twice.path} with this command, the plan has more`);
}

type Take = { readonly [K in 'words' | 'since' | 'parts' | 'updates']?: Taken[K] };

function take(plan: Plan, resource: Resource, row: Row, leaf: TableLeaf, shorthand: boolean): Take {
  switch (row.as) {
    case 'argument': {
      const words = row.words(leaf.value, leaf.path, resource);
      if (words === 'later') return { updates: [updateOf(resource, leaf)] };
      const newer = row.newer[String(plainScalar(leaf.value))];
      const since = words.length > 0 ? [newer ?? row.since] : [];
      if (!shorthand) return { words, since };
      return { words: words.map(inShorthand), since: words.some(needsShorthand) ? [...since, SHORTHAND_SINCE] : since };
    }
    case 'sent':
      if (row.values !== undefined && !row.values.includes(plainScalar(leaf.value)))
        throw bug(
          resource,
          `az sends ${leaf.path} as ${row.values.join(' or ')} (${row.why}), the plan wants ${JSON.stringify(leaf.value)}`,
        );
      return {};
    case 'update':
      return { updates: [updateOf(resource, leaf)] };
    case 'part':
      return { parts: recordsOf(leaf.value).map((one) => partOf(plan, resource, row, one, shorthand)) };
  }
}

function partOf(
  plan: Plan,
  resource: Resource,
  row: PartRow,
  record: Readonly<Record<string, Value>>,
  shorthand: boolean,
): AzPart {
  const { name, ...body } = record;
  if (name === undefined) throw bug(resource, `a record of ${row.path} has no name`);
  const leaves = tableLeaves(body as Body, wholePaths(row.rows));
  refuseLeft(resource, leaves, row.rows);
  const taken = row.rows.flatMap((inner) =>
    leaves.filter((leaf) => leaf.path === inner.path).map((leaf) => take(plan, resource, inner, leaf, shorthand)),
  );
  const at = address(plan, resource, [
    ['--resource-group', 'group'],
    ['--subscription', 'subscription'],
    [row.parent, 'name'],
  ]);
  return {
    segment: row.segment,
    name,
    argv: ['az', ...row.command.split(' '), ...at, '--name', name, ...taken.flatMap((one) => one.words ?? [])],
    since: newestOf([row.since, ...taken.flatMap((one) => one.since ?? [])]),
  };
}

const wholePaths = (rows: readonly Row[]): ReadonlySet<string> =>
  new Set(rows.filter((row) => row.whole).map((row) => row.path));

function updateOf(resource: Resource, leaf: TableLeaf): AzCommand {
  const set: Word = { json: [leaf.set, leaf.value] };
  return {
    argv: ['az', 'resource', 'update', '--ids', idOf(resource), '--api-version', resource.api, '--set', set],
    since: LONG_AGO,
  };
}

/** az takes all add-ons in one argument. */
function mergeAddOns(argv: Words): Words {
  const all = argv.filter((_, i) => argv[i - 1] === '--enable-addons') as readonly Scalar[];
  if (all.length < 2) return argv;
  const first = argv.indexOf('--enable-addons');
  const rest = argv.filter((word, i) => word !== '--enable-addons' && argv[i - 1] !== '--enable-addons');
  return [...rest.slice(0, first), '--enable-addons', { comma: all }, ...rest.slice(first)];
}

function plainScalar(value: Value): Scalar {
  const found = isMarker(value) && value.$ === 'param' ? value.value : value;
  return typeof found === 'object' ? null : (found as Scalar);
}

/** The newest of dotted versions. */
export function newestOf(versions: readonly string[]): string {
  const number = (version: string) => version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
  return versions.reduce((a, b) => (number(b) > number(a) ? b : a), LONG_AGO);
}
