import type { Resource } from '../../plan/plan.ts';
import type { Param, Ref } from '../../plan/value.ts';
import { type Names, partOf } from './ids.ts';
import type { Module, Modules } from './modules.ts';
import { isGroup, isInline, mayBeElsewhere, type Scene } from './placement.ts';
import { type Expr, field, interpolate, object, print, raw } from './syntax.ts';
import { exprOf, rememberParam, type Voice } from './values.ts';

/** What a module is handed by main.bicep. */
export type Input =
  | { readonly from: 'param'; readonly param: Param }
  | { readonly from: 'id'; readonly name: string; readonly symbol: string }
  | { readonly from: 'runtime'; readonly name: string; readonly ref: Ref }
  | { readonly from: 'subscription'; readonly name: string };

/** A module while it is written: what it turns out to need is gathered on the way. */
export interface Writing {
  readonly scene: Scene;
  readonly names: Names;
  readonly modules: Modules;
  readonly module: Module;
  readonly params: Map<string, Param>;
  readonly inputs: Map<string, Input>;
  /** Declared as `existing` here: what this module's resources are children of, or are put on. */
  readonly anchors: Map<string, string>;
  readonly voice: Voice;
}

export function startWriting(scene: Scene, names: Names, modules: Modules, module: Module): Writing {
  const params = new Map<string, Param>();
  const inputs = new Map<string, Input>();
  const anchors = new Map<string, string>();
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
export function anchor(writing: Writing, resource: Resource): void {
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
  const fields = [
    ...(parent ? [field('parent', raw(parent.symbol))] : []),
    field('name', parent || scopeless(writing, resource) ? nameExpr(writing, resource) : wholeName(writing, resource)),
  ];
  const start = `resource ${resource.symbol} '${resource.type}@${resource.api}' existing =`;
  writing.anchors.set(resource.symbol, `${start} ${print(object(fields), 0, 0)}`);
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
