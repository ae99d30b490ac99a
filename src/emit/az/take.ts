import type { Plan, Resource } from '../../plan/plan.ts';
import { type Body, idOf, type Value } from '../../plan/value.ts';
import { address, bug } from './address.ts';
import { leavesIn, type TableLeaf, tableLeaves } from './leaves.ts';
import { plainScalar } from './plain.ts';
import { type AzType, LONG_AGO, type PartRow, type Row, recordsOf, type Word, type Words } from './row.ts';
import { inShorthand, needsShorthand, SHORTHAND_SINCE } from './shorthand.ts';
import { newestOf } from './versions.ts';

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

/** What the table makes of the leaves of a body. */
export interface Taken {
  readonly leaves: readonly TableLeaf[];
  readonly words: Words;
  readonly since: readonly string[];
  readonly parts: readonly AzPart[];
  readonly updates: readonly AzCommand[];
}

/** @throws PlanBug when a leaf has no row, or az would choose one by itself */
export function takeLeaves(plan: Plan, resource: Resource, table: AzType): Taken {
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
    leaves: inTableOrder.flatMap(({ row, leaf }) => (row.as === 'part' ? leavesIn(leaf) : [leaf])),
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
