/** A counter of Azure: what is used and where it ends. */
export interface Usage {
  readonly name: string;
  readonly label: string;
  readonly current: number;
  readonly limit: number;
}

interface Counted {
  readonly free: number;
  readonly need: number;
  readonly label: string;
}

export type QuotaVerdict =
  | (Counted & { readonly is: 'enough' })
  | (Counted & { readonly is: 'short' })
  | { readonly is: 'unknown'; readonly need: number; readonly why: string };

/** Whether a counter has room for `need` more. Names match ignoring case; a counter that Azure does not list is unknown, not free. */
export function judgeQuota(usages: readonly Usage[], name: string, need: number): QuotaVerdict {
  const usage = usages.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!usage) return { is: 'unknown', need, why: `Azure lists no counter named ${name}` };
  const free = Math.max(0, usage.limit - usage.current);
  const counted = { free, need, label: usage.label };
  return free >= need ? { is: 'enough', ...counted } : { is: 'short', ...counted };
}

export interface PoolNeed {
  /** The VM family as `Microsoft.Compute/skus` names it, for example `standardDDSv5Family`. */
  readonly family: string;
  readonly vcpus: number;
  /** The most nodes that the pool may have. */
  readonly nodes: number;
  /** Nodes added during an upgrade. */
  readonly surge: number;
}

/** vCPUs for each family, and for `cores`, the counter over all families of a region. */
export function coresNeeded(pools: readonly PoolNeed[]): ReadonlyMap<string, number> {
  const need = new Map<string, number>();
  for (const pool of pools) {
    const cores = (pool.nodes + pool.surge) * pool.vcpus;
    for (const name of [pool.family, 'cores']) need.set(name, (need.get(name) ?? 0) + cores);
  }
  return need;
}
