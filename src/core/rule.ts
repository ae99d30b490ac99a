import type { AnyRead, Handle, Node, Read } from './decision.ts';
import { known, type Resolved, throwOpen } from './resolve.ts';
import type { Source } from './source.ts';

/** `retired` blocks until the profile acknowledges it by name; `warn` may be acknowledged. */
export type Severity = 'block' | 'retired' | 'warn' | 'info';

/** Answers by id, for the two examples that each rule carries. */
export type Example = Readonly<Record<string, unknown>>;

/** A predicate's answer: broken or not, or the keys and values of the list entries at fault (none: fine). */
export type Breach = boolean | readonly string[];

export interface Rule {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly reads: readonly Handle[];
  readonly broken: (read: AnyRead) => Breach;
  readonly says: string;
  readonly fix: string;
  /** Changes that only the rule can think of: for texts and lists. */
  readonly repairs: ((read: AnyRead) => readonly Example[]) | undefined;
  readonly source: Source;
  readonly unverified: string | undefined;
  readonly examples: { readonly broken: Example; readonly fine: Example };
}

interface Spec<Needs extends readonly Handle[]> {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly severity: Severity;
  readonly reads: Needs;
  readonly broken: (read: Read<Needs[number]>) => Breach;
  /** One sentence: what does not go together, and what would happen. */
  readonly says: string;
  readonly fix: string;
  readonly repairs?: (read: Read<Needs[number]>) => readonly Example[];
  readonly source: Source;
  readonly unverified?: string;
  /** Answers to decisions (defaults fill the rest): one set that breaks the rule, one that does not. */
  readonly examples: { readonly broken: Example; readonly fine: Example };
}

/** A rule over answers. It reads only what it declares. */
export function rule<const Needs extends readonly Handle[]>(spec: Spec<Needs>): Rule {
  return {
    ...spec,
    aliases: spec.aliases ?? [],
    broken: spec.broken as Rule['broken'],
    repairs: spec.repairs as Rule['repairs'],
    unverified: spec.unverified,
  };
}

export type Verdict =
  | { readonly is: 'fine' }
  /** It reads an answer that nobody has given yet. */
  | { readonly is: 'open' }
  | { readonly is: 'broken'; readonly conflict: readonly string[]; readonly rows: readonly string[] };

/** Judges a rule: fine, open, or broken with a minimal set of decisions that are in conflict. */
export function judge(rule: Rule, nodes: ReadonlyMap<string, Node>, resolved: Resolved): Verdict {
  const touched = new Set<string>();
  const breach = known(() => rule.broken(tracer(nodes, resolved, touched, new Set())));
  if (!breach) return { is: 'open' };
  if (!isBroken(breach.value)) return { is: 'fine' };
  const rows = Array.isArray(breach.value) ? (breach.value as readonly string[]) : [];
  return { is: 'broken', conflict: minimalConflict(rule, nodes, resolved, touched), rows };
}

const isBroken = (breach: Breach): boolean => (typeof breach === 'boolean' ? breach : breach.length > 0);

/** Hides one answer after the other: what the breach does not need is no part of the conflict. */
function minimalConflict(
  rule: Rule,
  nodes: ReadonlyMap<string, Node>,
  resolved: Resolved,
  touched: ReadonlySet<string>,
): readonly string[] {
  const hidden = new Set<string>();
  for (const id of touched) {
    hidden.add(id);
    const still = known(() => rule.broken(tracer(nodes, resolved, new Set(), hidden)));
    if (!still || !isBroken(still.value)) hidden.delete(id);
  }
  // A question that is not due has no answer that anybody could change.
  return [...touched].filter(
    (id) => !hidden.has(id) && nodes.get(id)?.form === 'decision' && resolved.get(id)?.is === 'given',
  );
}

/** Reads like `reader`, but looks through derived values, so that what is touched are decisions. */
function tracer(
  nodes: ReadonlyMap<string, Node>,
  resolved: Resolved,
  touched: Set<string>,
  hidden: ReadonlySet<string>,
): AnyRead {
  const read = ((handle: Handle) => {
    const node = nodes.get(handle.id);
    if (node?.form === 'derived') return node.compute(read);
    touched.add(handle.id);
    const state = resolved.get(handle.id);
    if (!state || hidden.has(handle.id) || state.is === 'open' || state.is === 'unsure') return throwOpen();
    return state.is === 'given' ? state.value : undefined;
  }) as AnyRead;
  return read;
}
