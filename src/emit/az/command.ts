import type { Plan, Resource } from '../../plan/plan.ts';
import { type Body, idOf, isBody, join, type Ref, type Scalar, type Value } from '../../plan/value.ts';
import { address } from './address.ts';
import { type Compared, compared } from './compared.ts';
import { tableLeaves } from './leaves.ts';
import { plainScalar } from './plain.ts';
import { type AzType, type BodyType, LONG_AGO, recordsOf, type Words } from './row.ts';
import { TABLES } from './tables.ts';
import { type AzCommand, type AzPart, takeLeaves } from './take.ts';
import { newestOf } from './versions.ts';

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

/** The kinds of parts that a resource gets by commands of their own, of a plan that may not be legal: `routes`. */
export function partSegments({ type, body }: Resource): readonly string[] {
  const table = tableOf(type);
  if (!table || !('rows' in table) || table.bodyFor?.some((path) => holds(body, path.split('.')))) return [];
  return table.rows.flatMap((row) => {
    const value = row.as === 'part' ? valueAt(body, row.path.split('.')) : undefined;
    return row.as === 'part' && value !== undefined && recordsOf(value).length > 0 ? [row.segment] : [];
  });
}

/** What stands in a body under these keys. */
function valueAt(body: Value, [key, ...rest]: readonly string[]): Value | undefined {
  if (key === undefined) return body;
  return isBody(body) && body[key] !== undefined ? valueAt(body[key], rest) : undefined;
}

const holds = (body: Value, path: readonly string[]): boolean => valueAt(body, path) !== undefined;

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

/** az takes all add-ons in one argument. */
function mergeAddOns(argv: Words): Words {
  const all = argv.filter((_, i) => argv[i - 1] === '--enable-addons') as readonly Scalar[];
  if (all.length < 2) return argv;
  const first = argv.indexOf('--enable-addons');
  const rest = argv.filter((word, i) => word !== '--enable-addons' && argv[i - 1] !== '--enable-addons');
  return [...rest.slice(0, first), '--enable-addons', { comma: all }, ...rest.slice(first)];
}
