import { PlanBug } from '../../plan/plan.ts';
import {
  isBody,
  isList,
  isMarker,
  type Join,
  type Marker,
  type Param,
  type Ref,
  type Value,
} from '../../plan/value.ts';
import { array, call, type Expr, type Field, field, interpolate, key, object, raw, text } from './syntax.ts';

/** How a file of the output says what it cannot say by itself. */
export interface Voice {
  readonly param: (param: Param) => Expr;
  readonly id: (symbol: string) => Expr;
  readonly name: (symbol: string) => Expr;
  readonly runtime: (ref: Ref) => Expr;
  /** The id of the cluster's subscription. */
  readonly subscription: () => Expr;
  /** Whether `subscription()` is the cluster's in this file. */
  readonly atHome: boolean;
}

/** Properties that people look for first: of a resource, and of anything inside one. */
const FIRST: readonly string[] = ['location', 'tags', 'sku', 'kind', 'identity', 'zones', 'properties'];
const FIRST_INSIDE: readonly string[] = ['name', 'id'];

/** A value of the plan as a Bicep expression. */
export function exprOf(value: Value, voice: Voice): Expr {
  if (isMarker(value)) return markerExpr(value, voice);
  if (isList(value)) return array(value.map((one) => exprOf(one, voice)));
  if (isBody(value)) return object(fieldsOf(value, voice));
  return typeof value === 'string' ? text(value) : raw(String(value));
}

/** The body of a resource, without its name. */
export const bodyFields = (body: Readonly<Record<string, Value>>, voice: Voice): readonly Field[] =>
  fieldsIn(FIRST, body, voice);

const fieldsOf = (record: Readonly<Record<string, Value>>, voice: Voice): readonly Field[] =>
  fieldsIn(FIRST_INSIDE, record, voice);

function fieldsIn(first: readonly string[], record: Readonly<Record<string, Value>>, voice: Voice): readonly Field[] {
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);
  return Object.entries(record)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([name, value]) => field(key(name), exprOf(value, voice)));
}

function markerExpr(value: Marker, voice: Voice): Expr {
  switch (value.$) {
    case 'param':
      return voice.param(value);
    case 'subscription':
      return voice.subscription();
    case 'join':
      return joinExpr(value, voice);
    case 'guid':
      return call('guid', ...value.of.map((one) => exprOf(one, voice)));
    case 'ref':
      if (value.out === 'id') return voice.id(value.symbol);
      return value.out === 'name' ? voice.name(value.symbol) : voice.runtime(value);
    case 'keyed':
      return array(
        Object.entries(value.items).map(([name, item]) => object(fieldsOf({ ...item, [value.key]: name }, voice))),
      );
    case 'set':
      return array(value.of.map((one) => exprOf(one, voice)));
    case 'by-id':
      return object(value.of.map((ref) => field(keyOf(exprOf(ref, voice)), object([]))));
  }
}

const keyOf = (id: Expr): string => {
  if (id.is !== 'raw') throw new PlanBug('an id that is used as a key must be one name');
  return id.text.startsWith("'") ? id.text : `'\${${id.text}}'`;
};

/** Neighbouring texts become one, so that what is left between them is what has to be computed. */
function partsOf(value: Join): readonly Value[] {
  const parts: Value[] = [];
  for (const part of value.parts.flatMap((one) => (isMarker(one) && one.$ === 'join' ? partsOf(one) : [one]))) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
}

const isSubscription = (value: Value | undefined): boolean => isMarker(value) && value.$ === 'subscription';

function joinExpr(value: Join, voice: Voice): Expr {
  const parts = partsOf(value);
  const [start, middle, end] = parts;
  if (voice.atHome && parts.length === 3 && start === '/subscriptions/' && isSubscription(middle)) {
    const found = /^\/providers\/([^/]+\/[^/]+)\/([^/]+)$/.exec(String(end));
    if (found?.[1] && found[2]) return call('subscriptionResourceId', text(found[1]), text(found[2]));
  }
  return interpolate(parts.map((part) => (typeof part === 'string' ? part : textExpr(part, voice))));
}

function textExpr(part: Value, voice: Voice): Expr {
  if (typeof part === 'boolean' || part === null) throw new PlanBug(`${part} stands inside a text`);
  if (typeof part === 'number') return text(String(part));
  return exprOf(part, voice);
}

/** The type of a parameter in Bicep, from its value. */
export function typeOf(value: Param['value']): string {
  // not `string[]`: checkov 3.3 then reads nothing of the file (its parser: https://github.com/gruebel/pycep)
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  throw new PlanBug('a parameter needs a value');
}

/** All parameters of a plan by name. @throws PlanBug where two of one name differ */
export function rememberParam(params: Map<string, Param>, param: Param): void {
  const found = params.get(param.name);
  if (found && JSON.stringify(found.value) !== JSON.stringify(param.value))
    throw new PlanBug(`the parameter ${param.name} has two values`);
  if (!found) params.set(param.name, param);
}
