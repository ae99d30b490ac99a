import { type Json, plainOf, resourceIdOf } from '../../plan/ids.ts';
import { findResource, isRuntime, type Plan } from '../../plan/plan.ts';
import { isBody, isList, isMarker, type Join, type Marker, type Ref, type Value, walk } from '../../plan/value.ts';

/**
 * A text as ARM takes it for itself: what stands in brackets is an expression unless the first is doubled. The compiler of
 * Bicep does the same, and leaves a lone bracket alone.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
 */
export const literal = (text: string): string => (text.startsWith('[') && text.endsWith(']') ? `[${text}` : text);

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A value of the plan in an ARM template: literal, but for what only Azure chooses. */
export function armValue(plan: Plan, value: Value): Json {
  if (isMarker(value)) return markerOf(plan, value);
  if (isList(value)) return value.map((one) => armValue(plan, one));
  if (isBody(value)) return recordOf(plan, value);
  return typeof value === 'string' ? literal(value) : value;
}

/** Keys are expressions too where they stand in brackets. */
const recordOf = (plan: Plan, record: Readonly<Record<string, Value>>): Json =>
  Object.fromEntries(Object.entries(record).map(([key, one]) => [literal(key), armValue(plan, one)]));

function markerOf(plan: Plan, value: Marker): Json {
  switch (value.$) {
    case 'param':
      return armValue(plan, value.value as Value);
    case 'ref':
      return isRuntime(value) ? `[${reference(plan, value)}]` : armValue(plan, plainOf(plan, value) as Value);
    case 'join':
      return hasRuntime(value) ? `[${concat(plan, value)}]` : literal(String(plainOf(plan, value)));
    case 'guid':
    case 'subscription':
      return literal(String(plainOf(plan, value)));
    case 'keyed':
      return Object.entries(value.items).map(([key, item]) => recordOf(plan, { [value.key]: key, ...item }));
    case 'set':
      return value.of.map((one) => armValue(plan, one));
    case 'by-id':
      return Object.fromEntries(value.of.map((one) => [literal(String(plainOf(plan, one))), {}]));
  }
}

/** `reference()` gives the properties of a resource, or with `full` everything. */
function reference(plan: Plan, { symbol, out }: Ref): string {
  const args = [quoted(resourceIdOf(plan, symbol)), quoted(findResource(plan, symbol).api)];
  const inside = out.startsWith('properties.') ? out.slice('properties.'.length) : undefined;
  return inside === undefined
    ? `reference(${args.join(', ')}, 'full').${out}`
    : `reference(${args.join(', ')}).${inside}`;
}

function hasRuntime(value: Value): boolean {
  let found = false;
  walk(value, (one) => {
    found ||= isMarker(one) && one.$ === 'ref' && isRuntime(one);
  });
  return found;
}

function concat(plan: Plan, { parts }: Join): string {
  const each = parts.map((part) => {
    if (isMarker(part) && part.$ === 'ref' && isRuntime(part)) return reference(plan, part);
    if (isMarker(part) && part.$ === 'join' && hasRuntime(part)) return concat(plan, part);
    return quoted(String(plainOf(plan, part)));
  });
  return `concat(${each.join(', ')})`;
}
