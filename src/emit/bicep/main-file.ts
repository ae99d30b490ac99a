import { PlanBug, type Resource } from '../../plan/plan.ts';
import type { Param, Ref } from '../../plan/value.ts';
import { comment, decisionsOf } from '../words.ts';
import { idExpr, type Names, partOf } from './ids.ts';
import type { ModuleFile } from './module-file.ts';
import type { Module, Modules } from './modules.ts';
import { isGroup, type Place, type Scene } from './placement.ts';
import { array, assign, call, description, type Expr, type Field, field, object, print, raw } from './syntax.ts';
import { bodyFields, exprOf, rememberParam, typeOf, type Voice } from './values.ts';
import type { Input } from './writing.ts';

export interface MainFile {
  readonly text: string;
  readonly params: readonly Param[];
}

interface Writing {
  readonly scene: Scene;
  readonly names: Names;
  readonly modules: Modules;
  readonly params: Map<string, Param>;
  /** Ids that modules are handed: name -> symbol. */
  readonly ids: Map<string, string>;
  /** Resources that are read at run time but made by nobody here. */
  readonly readings: Map<string, string>;
  readonly voice: Voice;
}

/** main.bicep: the resource groups and one call for each module. */
export function mainFile(
  scene: Scene,
  names: Names,
  modules: Modules,
  files: readonly ModuleFile[],
  header: readonly string[],
): MainFile {
  const writing = begin(scene, names, modules);
  const groups = scene.view.resources.filter((one) => isGroup(one) && scene.standing(one.symbol) === 'own');
  const groupTexts = groups.map((group) => groupText(writing, group));
  const calls = files.map((file) => moduleCall(writing, file));
  const ids = [...writing.ids].map(([name, symbol]) =>
    assign(`var ${name}`, idExpr(scene, names, scene.find(symbol), writing.voice)),
  );
  const blocks = [
    [...comment('//', header), "targetScope = 'subscription'"].join('\n'),
    ...[...writing.params.values()].map(
      (param) => `${description(param.says)}\nparam ${param.name} ${typeOf(param.value)}`,
    ),
    ...(ids.length === 0
      ? []
      : [['// Ids of what these modules make: known from the names alone.', ...ids].join('\n')]),
    ...writing.readings.values(),
    ...groupTexts,
    ...calls,
  ];
  return { text: `${blocks.join('\n\n')}\n`, params: [...writing.params.values()] };
}

function begin(scene: Scene, names: Names, modules: Modules): Writing {
  const params = new Map<string, Param>();
  const ids = new Map<string, string>();
  const readings = new Map<string, string>();
  const voice: Voice = {
    atHome: true,
    param: (param) => {
      rememberParam(params, param);
      return raw(param.name);
    },
    subscription: () => raw('subscription().subscriptionId'),
    id: (symbol) => idHere(writing, symbol),
    name: (symbol) => exprOf(scene.find(symbol).name, voice),
    runtime: (ref) => runtimeHere(writing, ref),
  };
  const writing: Writing = { scene, names, modules, params, ids, readings, voice };
  return writing;
}

/** The id of any resource as main.bicep says it. */
function idHere(writing: Writing, symbol: string): Expr {
  const { scene, names, ids, voice } = writing;
  const resource = scene.find(symbol);
  if (isGroup(resource) && scene.standing(symbol) === 'own') return raw(`${symbol}.id`);
  if (scene.standing(symbol) === 'given' && !scene.ancestor(resource)) return voice.param(names.idParam(resource));
  ids.set(names.id(symbol), symbol);
  return raw(names.id(symbol));
}

function runtimeHere(writing: Writing, ref: Ref): Expr {
  const home = writing.modules.home.get(ref.symbol);
  if (home) return raw(`${writing.names.module(home.symbol)}.outputs.${writing.names.runtime(ref.symbol, ref.out)}`);
  read(writing, writing.scene.find(ref.symbol));
  return raw(`${ref.symbol}.${ref.out}`);
}

/** Declares a resource of others, whose properties only Azure knows. */
function read(writing: Writing, resource: Resource): void {
  const { scene, names, readings, voice } = writing;
  if (readings.has(resource.symbol)) return;
  if (resource.type.split('/').length > 2) throw new PlanBug(`${resource.symbol} is a child and is read at run time`);
  const given = scene.standing(resource.symbol) === 'given';
  const place: Place = given
    ? { at: 'given', symbol: resource.symbol }
    : { at: 'group', symbol: resource.scope.in === 'group' ? resource.scope.group : '' };
  const ancestor = given ? scene.ancestor(resource) : undefined;
  const name = !given
    ? exprOf(resource.name, voice)
    : ancestor
      ? voice.param(names.nameParam(resource))
      : partOf(names.idParam(resource), 8, voice);
  const scope = scopeExpr(writing, ancestor ? { at: 'group', symbol: ancestor.symbol } : place);
  const start = `resource ${resource.symbol} '${resource.type}@${resource.api}' existing =`;
  readings.set(resource.symbol, `${start} ${print(object([field('scope', scope), field('name', name)]), 0, 0)}`);
}

function groupText(writing: Writing, group: Resource): string {
  const fields = [field('name', exprOf(group.name, writing.voice)), ...bodyFields(group.body, writing.voice)];
  const start = `resource ${group.symbol} '${group.type}@${group.api}' =`;
  return [...comment('//', decisionsOf(group.because)), `${start} ${print(object(fields), 0, 0)}`].join('\n');
}

function scopeExpr(writing: Writing, place: Place): Expr {
  const { scene, names, voice } = writing;
  if (place.at === 'subscription') return call('subscription');
  const resource = scene.find(place.symbol);
  const standing = scene.standing(place.symbol);
  if (place.at === 'group' && standing === 'own') return raw(place.symbol);
  if (place.at === 'group' && standing === 'foreign') return call('resourceGroup', exprOf(resource.name, voice));
  const id = names.idParam(resource);
  return call('resourceGroup', partOf(id, 2, voice), partOf(id, 4, voice));
}

function moduleCall(writing: Writing, file: ModuleFile): string {
  const { module, inputs } = file;
  const fields: Field[] = [];
  if (module.place.at !== 'subscription') fields.push(field('scope', scopeExpr(writing, module.place)));
  if (inputs.length > 0)
    fields.push(field('params', object(inputs.map((input) => field(nameOfInput(input), inputExpr(writing, input))))));
  const waits = waitsOf(writing, file);
  if (waits.length > 0)
    fields.push(field('dependsOn', array(waits.map((one) => raw(writing.names.module(one.symbol))))));
  const because = [...new Set(module.resources.flatMap((one) => one.because))].toSorted();
  const start = `module ${writing.names.module(module.symbol)} 'modules/${module.name}.bicep' =`;
  return [...comment('//', decisionsOf(because)), `${start} ${print(object(fields), 0, 0)}`].join('\n');
}

const nameOfInput = (input: Input): string => (input.from === 'param' ? input.param.name : input.name);

function inputExpr(writing: Writing, input: Input): Expr {
  switch (input.from) {
    case 'param':
      return writing.voice.param(input.param);
    case 'id':
      return idHere(writing, input.symbol);
    case 'runtime':
      return runtimeHere(writing, input.ref);
    case 'subscription':
      return writing.voice.subscription();
  }
}

/** Modules that this one waits for, less those that hand it something and those that another one waits for. */
function waitsOf(writing: Writing, file: ModuleFile): readonly Module[] {
  const { modules } = writing;
  const direct = (module: Module): readonly Module[] => {
    const found = new Set<Module>();
    for (const resource of module.resources)
      for (const need of modules.needs.get(resource.symbol) ?? []) {
        const home = modules.home.get(need);
        if (home && home !== module) found.add(home);
      }
    return modules.list.filter((one) => found.has(one));
  };
  const reaches = (from: Module, to: Module): boolean => direct(from).some((one) => one === to || reaches(one, to));
  const handing = new Set(
    file.inputs.flatMap((input) => (input.from === 'runtime' ? (modules.home.get(input.ref.symbol) ?? []) : [])),
  );
  const all = direct(file.module);
  return all.filter((one) => !handing.has(one) && !all.some((other) => other !== one && reaches(other, one)));
}
