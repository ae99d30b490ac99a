import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Files } from '../../src/emit/emission.ts';
import { type Json, plainOf, resourceIdOf, textOf } from '../../src/plan/ids.ts';
import { viewFor } from '../../src/plan/ownership.ts';
import type { Plan, Resource } from '../../src/plan/plan.ts';
import { isMarker, type Value } from '../../src/plan/value.ts';
import type { Predicted } from './bicep-compiler.ts';

/** Writes files below a folder. */
export function writeFiles(files: Files, folder: string): void {
  for (const [path, content] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** A resource as both sides say it: id in lower case -> type, version, name and body. */
export type Inventory = ReadonlyMap<string, Json>;

/**
 * What Azure chooses, in one writing for both sides: `<id>.path`. In the plan it stands as `<symbol.path>`; the compiler
 * writes `reference()` of an id, which gives the properties, or with `full` everything.
 */
const chosen = (id: string, path: string): string => `<${id.toLowerCase()}>.${path}`;

const REFERENCE = /reference\('([^']+)', '[^']+'(, 'full')?\)\.([A-Za-z.]+)/;
const ARGUMENT = new RegExp(`${REFERENCE.source}|'((?:[^']|'')*)'`, 'g');
const ALONE = new RegExp(`^\\[${REFERENCE.source}\\]$`);
const FORMAT = /^\[format\('((?:[^']|'')*)', (.*)\)\]$/;

const asChosen = (id: string, full: string | undefined, path: string): string =>
  chosen(id, full === undefined ? `properties.${path}` : path);

/** What else is an expression stays one, and is equal to nothing. */
function ofCompiler(text: string): string {
  const [, id, full, path] = ALONE.exec(text) ?? [];
  if (id !== undefined && path !== undefined) return asChosen(id, full, path);
  const [, format, list] = FORMAT.exec(text) ?? [];
  if (format === undefined || list === undefined) return text;
  const given = [...list.matchAll(ARGUMENT)].map(([, of = '', whole, at, literal]) =>
    at === undefined ? unquoted(literal ?? '') : asChosen(of, whole, at),
  );
  return unquoted(format).replace(/\{(\d+)\}|(\{\{|\}\})/g, (_, i: string | undefined, brace: string | undefined) =>
    i === undefined ? (brace ?? '').slice(1) : (given[Number(i)] ?? text),
  );
}

const unquoted = (text: string): string => text.replaceAll("''", "'");

const ofPlan =
  (plan: Plan) =>
  (text: string): string =>
    text.replace(/<([A-Za-z0-9]+)\.([A-Za-z.]+)>/g, (all, symbol: string, path: string) =>
      plan.resources.some((one) => one.symbol === symbol) ? chosen(resourceIdOf(plan, symbol), path) : all,
    );

/** Keys in order, texts as `word` has them. */
function plain(value: unknown, word: (text: string) => string): Json {
  if (Array.isArray(value)) return value.map((one) => plain(one, word));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, one]) => [key, plain(one, word)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  return typeof value === 'string' ? word(value) : (value as Json);
}

/** What an owner's part of the plan makes, as plain values. */
export function inventoryOfPlan(plan: Plan, owner?: string): Inventory {
  const own = viewFor(plan, owner).resources.filter((one) => one.existing === undefined);
  return new Map(
    own.map((one) => [
      resourceIdOf(plan, one.symbol).toLowerCase(),
      plain({ type: one.type, apiVersion: one.api, name: textOf(plan, one.name), ...bodyOf(plan, one) }, ofPlan(plan)),
    ]),
  );
}

const bodyOf = (plan: Plan, one: Resource): object => plainOf(plan, one.body) as object;

/** What the compiler says that a deployment would make, as it would be sent: `<id>.path` where Azure chooses. */
export const bodiesOfSnapshot = (predicted: readonly Predicted[]): readonly Json[] =>
  predicted.map(({ dependsOn: _, ...rest }) => plain(rest, ofCompiler));

const VNET = 'Microsoft.Network/virtualNetworks';

interface Inside {
  readonly name: string;
  readonly [key: string]: unknown;
}

/** What the compiler says that a deployment would make. The subnets inside a VNet become resources of their own again. */
export function inventoryOfSnapshot(predicted: readonly Predicted[]): Inventory {
  const all = new Map<string, Json>();
  for (const { id, dependsOn: _, ...rest } of predicted) {
    const { subnets, ...properties } = (rest['properties'] ?? {}) as { readonly subnets?: readonly Inside[] };
    const isVnet = rest.type === VNET && subnets !== undefined;
    const name = rest.name.slice(rest.name.lastIndexOf('/') + 1);
    all.set(id.toLowerCase(), plain({ ...rest, name, ...(isVnet ? { properties } : {}) }, ofCompiler));
    for (const one of isVnet ? subnets : [])
      all.set(
        `${id}/subnets/${one.name}`.toLowerCase(),
        plain({ type: `${VNET}/subnets`, apiVersion: rest.apiVersion, ...one }, ofCompiler),
      );
  }
  return all;
}

/** The plan with one parameter changed wherever it stands. */
export function withParam(plan: Plan, name: string, value: string | number | readonly string[]): Plan {
  const change = <T>(one: T): T => {
    if (Array.isArray(one)) return one.map(change) as T;
    if (typeof one !== 'object' || one === null) return one;
    if (
      isMarker(one as unknown as Value) &&
      'name' in one &&
      one.name === name &&
      (one as { $?: string }).$ === 'param'
    )
      return { ...one, value };
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, change(inner)])) as T;
  };
  return { ...plan, resources: change(plan.resources) };
}
