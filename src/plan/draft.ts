import type { Addition } from './contribution.ts';
import { canonical, type Writers } from './merge.ts';
import { PlanBug, type Resource } from './plan.ts';
import type { Body, ResourceSymbol } from './value.ts';

/** A resource while contributions still add to it. */
export interface Draft {
  readonly symbol: string;
  readonly type: string;
  addition: Addition | undefined;
  existing: { readonly id: string; readonly api: string; readonly stage: Resource['stage'] } | undefined;
  body: Body;
  api: string;
  readonly after: Set<string>;
  readonly because: Set<string>;
  readonly writers: Writers;
}

/** The draft of a symbol, made where there is none. @throws PlanBug where it has two types */
export function draftOf(drafts: Map<string, Draft>, at: ResourceSymbol, because: readonly string[]): Draft {
  const found = drafts.get(at.symbol) ?? {
    symbol: at.symbol,
    type: at.type,
    addition: undefined,
    existing: undefined,
    body: {},
    api: '',
    after: new Set<string>(),
    because: new Set<string>(),
    writers: new Map(),
  };
  if (found.type !== at.type) throw new PlanBug(`${at.symbol} is used for ${found.type} and ${at.type}`);
  for (const id of because) found.because.add(id);
  drafts.set(at.symbol, found);
  return found;
}

/** Dates compare as text; a preview of a day is older than the day's release. */
export function raise(draft: Draft, api: string): void {
  if (api > draft.api) draft.api = api;
}

/** The last segment of an id: a name, or the GUID of a role. */
export const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** The resource of a draft that nothing adds to any more. @throws PlanBug where none added it, or one that exists has a body */
export function finish(draft: Draft): Resource {
  const common = {
    symbol: draft.symbol,
    type: draft.type,
    api: draft.api,
    after: [...draft.after].toSorted(),
    because: [...draft.because].toSorted(),
  };
  if (draft.existing) {
    if (Object.keys(draft.body).length > 0) throw new PlanBug(`${draft.symbol} exists already and would be written`);
    return {
      ...common,
      scope: { in: 'subscription' },
      name: lastPart(draft.existing.id),
      body: {},
      stage: draft.existing.stage,
      domain: undefined,
      existing: draft.existing.id,
    };
  }
  if (!draft.addition) throw new PlanBug(`${draft.symbol} is extended, but no contribution adds it`);
  const { scope, name, stage, domain } = draft.addition;
  return { ...common, scope, name, stage, domain, body: canonical(draft.body) as Body, existing: undefined };
}
