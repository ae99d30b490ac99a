import { isRuntime, PlanBug, type Resource } from '../../plan/plan.ts';
import { isMarker, type Ref, type Value, walk } from '../../plan/value.ts';
import { comment, decisionsOf, SAMPLE_LINE } from '../words.ts';
import { type Names, wordsOf } from './ids.ts';
import { WRITTEN_ONCE } from './least.ts';
import type { Module, Modules } from './modules.ts';
import { inlinedIn, isGroup, isInline, type Scene } from './placement.ts';
import { array, assign, description, type Field, field, object, print, raw } from './syntax.ts';
import { bodyFields, exprOf, typeOf } from './values.ts';
import { anchor, type Input, startWriting, type Writing } from './writing.ts';

export interface ModuleFile {
  readonly module: Module;
  readonly inputs: readonly Input[];
  /** Without what other modules ask of it. */
  readonly print: (outputs: ReadonlyMap<string, Ref>) => string;
}

/** Writes a module: first its resources, then what they turned out to need. */
export function moduleFile(scene: Scene, names: Names, modules: Modules, module: Module): ModuleFile {
  const writing = startWriting(scene, names, modules, module);
  for (const resource of module.resources) anchor(writing, resource);
  const resources = module.resources.map((resource) => resourceText(writing, resource));
  const inputs = [
    ...[...writing.params.values()].map((param): Input => ({ from: 'param', param })),
    ...writing.inputs.values(),
  ];
  return {
    module,
    inputs,
    print: (outputs) => {
      const blocks = [
        headerOf(writing),
        ...inputs.map((input) => inputText(scene, input)),
        ...writing.anchors.values(),
        ...resources,
        ...[...outputs].map(([name, ref]) => outputText(ref, name)),
      ];
      return `${blocks.join('\n\n')}\n`;
    },
  };
}

function resourceText(writing: Writing, resource: Resource): string {
  const { scene, voice } = writing;
  const fields: Field[] = [];
  const { scope } = resource;
  if (scope.in === 'parent') fields.push(field('parent', raw(scope.of)));
  if (scope.in === 'resource' && !isGroup(scene.find(scope.of))) fields.push(field('scope', raw(scope.of)));
  fields.push(field('name', exprOf(resource.name, voice)), ...bodyFields(withInlined(scene, resource), voice));
  const waits = waitsOf(writing, resource);
  if (waits.length > 0) fields.push(field('dependsOn', array(waits.map(raw))));
  const start = `resource ${resource.symbol} '${resource.type}@${resource.api}' =`;
  const because = [...new Set([resource, ...inlinedIn(scene, resource)].flatMap((one) => one.because))].toSorted();
  const once = WRITTEN_ONCE.includes(resource.type) ? ['@onlyIfNotExists()'] : [];
  return [...comment('//', decisionsOf(because)), ...once, `${start} ${print(object(fields), 0, 0)}`].join('\n');
}

/** The body of a VNet with its subnets in it. */
function withInlined(scene: Scene, resource: Resource): Resource['body'] {
  const inlined = inlinedIn(scene, resource);
  if (inlined.length === 0) return resource.body;
  const properties = resource.body['properties'] as Resource['body'] | undefined;
  if (properties && 'subnets' in properties) throw new PlanBug(`${resource.symbol} has subnets in two places`);
  const subnets = inlined.map((one): Value => ({ name: one.name, ...one.body }));
  return { ...resource.body, properties: { ...properties, subnets } };
}

/** What must be said with `dependsOn`: neither said by a reference nor by another entry. */
function waitsOf(writing: Writing, resource: Resource): readonly string[] {
  const { scene, modules, module } = writing;
  const needs = (symbol: string): readonly string[] =>
    [...(modules.needs.get(symbol) ?? [])].filter((need) => modules.home.get(need) === module);
  const reaches = (symbol: string, far: string): boolean =>
    needs(symbol).some((need) => need === far || reaches(need, far));
  const said = new Set<string>();
  for (const part of [resource, ...inlinedIn(scene, resource)]) {
    if (part.scope.in === 'parent' || part.scope.in === 'resource') said.add(part.scope.of);
    for (const value of [part.name, part.body] as readonly Value[])
      walk(value, (one) => {
        if (isMarker(one) && one.$ === 'ref' && (one.out === 'id' || isRuntime(one))) said.add(one.symbol);
      });
  }
  const through = (symbol: string): string => {
    const one = scene.find(symbol);
    return isInline(scene, one) && one.scope.in === 'parent' ? one.scope.of : symbol;
  };
  const direct = new Set([...said].map(through));
  const all = needs(resource.symbol);
  return all.filter((need) => !direct.has(need) && !all.some((other) => other !== need && reaches(other, need)));
}

function inputText(scene: Scene, input: Input): string {
  switch (input.from) {
    case 'param':
      return `${description(input.param.says)}\nparam ${input.param.name} ${typeOf(input.param.value)}`;
    case 'id':
      return `${description(`Id of the ${wordsOf(scene.find(input.symbol).type)} ${input.symbol}`)}\nparam ${input.name} string`;
    case 'runtime':
      return `${description(`${input.ref.out} of ${input.ref.symbol}, which Azure chooses`)}\nparam ${input.name} string`;
    case 'subscription':
      return `${description("Subscription of the cluster; this module's own may be another")}\nparam ${input.name} string`;
  }
}

const outputText = (ref: Ref, name: string): string =>
  `${description(`${ref.out} of ${ref.symbol}`)}\n${assign(`output ${name} string`, raw(`${ref.symbol}.${ref.out}`))}`;

function headerOf(writing: Writing): string {
  const { scene, module } = writing;
  const isGroupScope = module.place.at !== 'subscription';
  const command = isGroupScope ? 'group create --resource-group NAME' : 'sub create --location REGION';
  const lines = [
    ...(scene.view.sample ? [SAMPLE_LINE] : []),
    `Stage ${module.stage}, ${placeWords(scene, module)}.`,
    `By itself: az deployment ${command} --template-file ${module.name}.bicep, with the parameters below.`,
  ];
  const head = comment('//', lines).join('\n');
  return isGroupScope ? head : `${head}\ntargetScope = 'subscription'`;
}

function placeWords(scene: Scene, module: Module): string {
  const { place } = module;
  if (place.at === 'subscription') return 'in the subscription';
  if (place.at === 'given') return `in the resource group of ${place.symbol}`;
  const words = { own: 'made by main.bicep', foreign: "another team's", given: 'there before' };
  return `in the resource group ${place.symbol} (${words[scene.standing(place.symbol)]})`;
}
