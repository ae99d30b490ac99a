import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emission, Files } from '../../src/emit/emission.ts';
import type { Json } from '../../src/plan/ids.ts';
import { type Asked, partOf } from './az-plan.ts';
import { isWrite, type Sent } from './az-rig.ts';
import type { Compiler, Predicted } from './bicep-compiler.ts';
import { bodiesOfSnapshot, inventoryOfSnapshot, writeFiles } from './bicep-plan.ts';
import { type Chosen, leavesOf, type Wanted } from './equal-leaves.ts';

/** What the compiler says that the Bicep of one owner makes. */
export interface Prediction {
  readonly resources: readonly Predicted[];
  /** A template that makes just these, for the rig. */
  readonly template: string;
}

/** @throws when the owner has no Bicep */
export async function predict(compiler: Compiler, { plan }: Emission, files: Files): Promise<Prediction> {
  const folder = mkdtempSync(join(tmpdir(), 'bicep '));
  try {
    writeFiles(files, folder);
    const ids = { subscriptionId: plan.subscription, tenantId: plan.tenant ?? '', location: plan.location };
    const file = join(folder, 'main.bicepparam');
    const { predictedResources } = await compiler.snapshot(file, { ...ids, deploymentName: 'main' });
    const { contents } = await compiler.build(join(folder, 'main.bicep'));
    const compiled = JSON.parse(contents) as Template & Readonly<Record<string, unknown>>;
    const { $schema, contentVersion, parameters } = compiled;
    const metadata = { 'az-rig': bodiesOfSnapshot(predictedResources), once: typesOnce(compiled) };
    const template = { $schema, contentVersion, metadata, parameters, resources: [], outputs: {} };
    return { resources: predictedResources, template: JSON.stringify(template) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Template {
  readonly resources: readonly Entry[] | Readonly<Record<string, Entry>>;
}
interface Entry {
  readonly type: string;
  readonly '@options'?: { readonly onlyIfNotExists?: boolean };
  readonly properties?: { readonly template?: Template };
}

/** Types that are written only where they do not exist, in the template or in one inside it. */
const typesOnce = ({ resources }: Template): readonly string[] =>
  Object.values(resources).flatMap((one: Entry) => [
    ...(one['@options']?.onlyIfNotExists ? [one.type] : []),
    ...(one.properties?.template ? typesOnce(one.properties.template) : []),
  ]);

/** What the compiler of Bicep says a deployment makes, with what Azure chose in its place. */
export function askedBy(predicted: readonly Predicted[], chosen: Chosen): readonly Asked[] {
  const put = (_: string, id: string, path: string): string => String(chosen(id, path));
  const chosenFor = (value: Json): Json =>
    JSON.parse(JSON.stringify(value).replace(/<(\/subscriptions\/[^>]*)>\.([A-Za-z.]+)/g, put)) as Json;
  return [...inventoryOfSnapshot(predicted)].map(([id, all]) => {
    const { type, name, apiVersion: _, ...body } = all as { readonly [key: string]: Json };
    const leaves = leavesOf(body).map(([path, value]): [string, Wanted] => {
      const isChosen = JSON.stringify(chosenFor(value)) !== JSON.stringify(value);
      return [path, { value: chosenFor(value), isSet: false, isChosen }];
    });
    return { id, type: String(type), name: String(name), leaves: new Map(leaves) };
  });
}

/** The ids that requests make something at; what travels by itself inside a resource belongs to that. */
export function idsMade(sent: readonly Sent[]): ReadonlySet<string> {
  const puts = sent.filter((one) => one.method === 'PUT' && isWrite(one) && one.status < 400);
  return new Set(
    puts
      .filter((one) => !puts.some((other) => partOf(other.path, one) !== undefined))
      .map((one) => one.path.toLowerCase()),
  );
}

const ASSIGNMENT = /^(.*)\/providers\/Microsoft\.Authorization\/roleAssignments\/[^/]+$/i;

/** Who has which role where, sorted: scope, role and principal of each assignment. */
export const assignmentsOf = (all: readonly Asked[]): readonly string[] =>
  all
    .flatMap(({ id, leaves }) => {
      const scope = ASSIGNMENT.exec(id)?.[1];
      const leaf = (name: string) => String(leaves.get(`properties.${name}`)?.value);
      return scope === undefined
        ? []
        : [[scope, leaf('roleDefinitionId').split('/').at(-1), leaf('principalId')].join(' ').toLowerCase()];
    })
    .toSorted();

/** What each custom role allows, whatever the order. */
export const rolesOf = (all: readonly Asked[]): readonly string[] =>
  all
    .filter((one) => /\/roledefinitions\/[^/]+$/i.test(one.id))
    .map(({ id, leaves }) => {
      const allows = [...leaves].filter(([path]) => path.startsWith('properties.permissions'));
      return `${id}: ${allows.map(([path, one]) => `${path} ${JSON.stringify([one.value].flat().toSorted())}`).toSorted()}`;
    })
    .toSorted();

/** What requests asked for, in the same form. */
export const askedIn = (sent: readonly Sent[]): readonly Asked[] =>
  [...idsMade(sent)].flatMap((id) => {
    const first = sent.find((one) => one.method === 'PUT' && one.status < 400 && one.path.toLowerCase() === id);
    const leaves = leavesOf(first?.body ?? {}).map(([path, value]): [string, Wanted] => [
      path,
      { value, isSet: false, isChosen: false },
    ]);
    return [{ id, type: '', name: '', leaves: new Map(leaves) }];
  });
