import { isRuntime, PlanBug, type Resource } from '../../plan/plan.ts';
import { isMarker, type Param, type Ref, type Value, walk } from '../../plan/value.ts';
import { comment, decisionsOf, SAMPLE_LINE } from '../words.ts';
import { type Names, partOf, wordsOf } from './ids.ts';
import type { Module, Modules } from './modules.ts';
import { inlinedIn, isGroup, isInline, mayBeElsewhere, type Scene } from './placement.ts';
import { array, assign, description, type Expr, type Field, field, interpolate, object, print, raw } from './syntax.ts';
import { bodyFields, exprOf, rememberParam, typeOf, type Voice } from './values.ts';

/** What a module is handed by main.bicep. */
export type Input =
  | { readonly from: 'param'; readonly param: Param }
  | { readonly from: 'id'; readonly name: string; readonly symbol: string }
  | { readonly from: 'runtime'; readonly name: string; readonly ref: Ref }
  | { readonly from: 'subscription'; readonly name: string };

export interface ModuleFile {
  readonly module: Module;
  readonly inputs: readonly Input[];
  /** Without what other modules ask of it. */
  readonly print: (outputs: ReadonlyMap<string, Ref>) => string;
}

interface Writing {
  readonly scene: Scene;
  readonly names: Names;
  readonly modules: Modules;
  readonly module: Module;
  readonly params: Map<string, Param>;
  readonly inputs: Map<string, Input>;
  /** Declared as `existing` here: what this module's resources are children of, or are put on. */
  readonly anchors: Map<string, readonly string[]>;
  readonly voice: Voice;
}

export function moduleFile(scene: Scene, names: Names, modules: Modules, module: Module): ModuleFile {
  const writing = begin(scene, names, modules, module);
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
        ...[...writing.anchors.values()].map((lines) => lines.join('\n')),
        ...resources,
        ...[...outputs].map(([name, ref]) => outputText(ref, name)),
      ];
      return `${blocks.join('\n\n')}\n`;
    },
  };
}

function begin(scene: Scene, names: Names, modules: Modules, module: Module): Writing {
  const params = new Map<string, Param>();
  const inputs = new Map<string, Input>();
  const anchors = new Map<string, readonly string[]>();
  const take = (name: string, input: Input): Expr => {
    inputs.set(name, input);
    return raw(name);
  };
  const here = (symbol: string): boolean => modules.home.get(symbol) === module;
  const voice: Voice = {
    atHome: !mayBeElsewhere(scene, module.place),
    param: (param) => {
      rememberParam(params, param);
      return raw(param.name);
    },
    subscription: () =>
      mayBeElsewhere(scene, module.place)
        ? take(names.subscription, { from: 'subscription', name: names.subscription })
        : raw('subscription().subscriptionId'),
    id: (symbol) => {
      const resource = scene.find(symbol);
      if (here(symbol) && isInline(scene, resource)) declare(writing, resource);
      if (here(symbol) || anchors.has(symbol)) return raw(`${symbol}.id`);
      if (scene.standing(symbol) === 'given' && !scene.ancestor(resource)) return voice.param(names.idParam(resource));
      return take(names.id(symbol), { from: 'id', name: names.id(symbol), symbol });
    },
    name: (symbol) => nameExpr(writing, scene.find(symbol)),
    runtime: (ref) => {
      if (here(ref.symbol)) return raw(`${ref.symbol}.${ref.out}`);
      const name = names.runtime(ref.symbol, ref.out);
      return take(name, { from: 'runtime', name, ref });
    },
  };
  const writing: Writing = { scene, names, modules, module, params, inputs, anchors, voice };
  return writing;
}

/** The last part of a resource's name: an answer, or cut from a given id. */
function nameExpr(writing: Writing, resource: Resource): Expr {
  const { scene, names, voice } = writing;
  if (scene.standing(resource.symbol) !== 'given') return exprOf(resource.name, voice);
  if (scene.ancestor(resource)) return voice.param(names.nameParam(resource));
  return partOf(names.idParam(resource), (resource.existing ?? '').split('/').length - 1, voice);
}

/** Declares what a resource is a child of, or is put on, where this module does not make that itself. */
function anchor(writing: Writing, resource: Resource): void {
  const { scope } = resource;
  if (scope.in !== 'parent' && scope.in !== 'resource') return;
  const of = writing.scene.find(scope.of);
  const made = writing.modules.home.get(of.symbol) === writing.module && !isInline(writing.scene, of);
  if (!isGroup(of) && !made) declare(writing, of);
}

function declare(writing: Writing, resource: Resource): void {
  if (writing.anchors.has(resource.symbol)) return;
  const parent = parentOf(writing, resource);
  const made = parent && writing.modules.home.get(parent.symbol) === writing.module;
  if (parent && !made) declare(writing, parent);
  writing.anchors.set(resource.symbol, []);
  const fields = [
    ...(parent ? [field('parent', raw(parent.symbol))] : []),
    field('name', parent || scopeless(writing, resource) ? nameExpr(writing, resource) : wholeName(writing, resource)),
  ];
  const start = `resource ${resource.symbol} '${resource.type}@${resource.api}' existing =`;
  writing.anchors.set(resource.symbol, [`${start} ${print(object(fields), 0, 0)}`]);
}

function parentOf(writing: Writing, resource: Resource): Resource | undefined {
  if (writing.scene.standing(resource.symbol) === 'given') {
    const ancestor = writing.scene.ancestor(resource);
    return ancestor && !isGroup(ancestor) ? ancestor : undefined;
  }
  return resource.scope.in === 'parent' ? writing.scene.find(resource.scope.of) : undefined;
}

const scopeless = (writing: Writing, resource: Resource): boolean =>
  writing.scene.standing(resource.symbol) !== 'given' || resource.type.split('/').length === 2;

/** `vnet/subnet` of a given child whose parent is not in the plan. */
function wholeName(writing: Writing, resource: Resource): Expr {
  const depth = resource.type.split('/').length - 1;
  const last = (resource.existing ?? '').split('/').length - 1;
  const id = writing.names.idParam(resource);
  const parts = Array.from({ length: depth }, (_, i) => partOf(id, last - 2 * (depth - 1 - i), writing.voice));
  return interpolate(parts.flatMap((part, i) => (i === 0 ? [part] : ['/', part])));
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

/**
 * Azure answers a second PUT of a template with a conflict, so that a deployment could not be repeated. Its name changes
 * with its content: one that is there has the content that is wanted.
 */
const WRITTEN_ONCE: readonly string[] = ['Microsoft.VirtualMachineImages/imageTemplates'];

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

export function placeWords(scene: Scene, module: Module): string {
  const { place } = module;
  if (place.at === 'subscription') return 'in the subscription';
  if (place.at === 'given') return `in the resource group of ${place.symbol}`;
  const words = { own: 'made by main.bicep', foreign: "another team's", given: 'there before' };
  return `in the resource group ${place.symbol} (${words[scene.standing(place.symbol)]})`;
}
