import { type Json, plainOf, resourceIdOf } from '../../plan/ids.ts';
import type { Plan, Resource } from '../../plan/plan.ts';
import { askedFor } from '../asked.ts';
import { code, section, table } from '../markdown.ts';

type Fields = Readonly<Record<string, Json>>;
interface Property {
  readonly path: string;
  readonly value: string;
}

/** What has a name, place and tags of its own says these elsewhere. */
const ELSEWHERE: readonly string[] = ['tags', 'location'];
const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';

/** How the things that a team is asked for have to be: what whoever makes them with other tools must know. */
export function propertiesSection(plan: Plan, made: readonly Resource[]): string {
  const rows = made
    .filter((one) => one.type !== ASSIGNMENT)
    .flatMap((one) =>
      propertiesOf(plan, one).map(({ path, value }, i) => [i === 0 ? nameOf(plan, one) : '', code(path), value]),
    );
  return section(
    2,
    'How it has to be',
    rows.length === 0 ? '' : table(['What', 'Property', 'Value'], rows),
    placeLine(plan, made),
  );
}

function nameOf(plan: Plan, resource: Resource): string {
  const { what } = askedFor(plan, resource);
  const name = resourceIdOf(plan, resource.symbol).split('/').at(-1) ?? '';
  return what.includes('`') ? what : `${what} ${code(name)}`;
}

function placeLine(plan: Plan, made: readonly Resource[]): string {
  const bodies = made.map((one) => plainOf(plan, one.body) as Fields);
  const isPlaced = bodies.some((body) => body['location'] === plan.location);
  const tags = Object.assign({}, ...bodies.map((body) => body['tags'] ?? {})) as Fields;
  const pairs = Object.entries(tags).map(([key, value]) => code(`${key}=${String(value)}`));
  return [
    ...(isPlaced ? [`All that has a region is in ${code(plan.location)}.`] : []),
    ...(pairs.length > 0 ? [`All that can have tags has ${pairs.join(', ')}.`] : []),
  ].join(' ');
}

function propertiesOf(plan: Plan, resource: Resource): readonly Property[] {
  const made = new Map(
    plan.resources.flatMap((one) => (one.existing === undefined ? [[resourceIdOf(plan, one.symbol), one]] : [])) as [
      string,
      Resource,
    ][],
  );
  const body = plainOf(plan, resource.body) as Fields;
  const own = Object.entries(body).filter(([key]) => !ELSEWHERE.includes(key));
  const elsewhere = body['location'] === undefined || body['location'] === plan.location ? [] : ['location'];
  return [...own, ...elsewhere.map((key) => [key, body[key] as Json] as const)].flatMap(([key, value]) =>
    flat(key === 'properties' ? '' : key, value, made),
  );
}

/** The leaves of a body as Azure names them, less the `properties` that stand between. */
function flat(path: string, value: Json, made: ReadonlyMap<string, Resource>): readonly Property[] {
  if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
    return value.flatMap((one: Json, i) => flat(`${path}[${labelOf(one) ?? i}]`, one, made));
  if (Array.isArray(value) && value.length === 0) return [];
  if (Array.isArray(value)) return [{ path, value: value.map((one) => valueText(one, made)).join('<br>') }];
  if (typeof value !== 'object' || value === null) return [{ path, value: valueText(value as Json, made) }];
  return Object.entries(value as Fields)
    .filter(([key]) => !(path.endsWith(']') && key === 'name'))
    .flatMap(([key, one]) => {
      const silent = key === 'properties' || (key === 'id' && path !== '');
      return flat(silent ? path : path === '' ? key : `${path}.${key}`, one, made);
    });
}

const labelOf = (one: Json): string | undefined => {
  const name = typeof one === 'object' && one !== null ? (one as Fields)['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
};

/** An id of something that stands in the plan is long and known: its name says enough. */
function valueText(value: Json, made: ReadonlyMap<string, Resource>): string {
  const text = String(value);
  return code(made.has(text) ? (text.split('/').at(-1) ?? text) : text);
}
