import type { Evidence, Flow } from './plan.ts';

const FROM_BEST: readonly Evidence[] = ['read', 'derived', 'unverified'];
const better = (a: Evidence, b: Evidence): Evidence => (FROM_BEST.indexOf(a) < FROM_BEST.indexOf(b) ? a : b);

/** The same host, protocol and source once, with all its ports and reasons. */
export function uniteFlows(flows: readonly Flow[]): readonly Flow[] {
  const united = new Map<string, Flow>();
  for (const flow of flows) {
    const key = `${flow.from} ${flow.to} ${flow.protocol}`;
    const found = united.get(key);
    united.set(key, found ? joinFlows(found, flow) : { ...flow, ports: [...flow.ports].toSorted((a, b) => a - b) });
  }
  return [...united].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, flow]) => flow);
}

const joinFlows = (a: Flow, b: Flow): Flow => ({
  ...a,
  ports: [...new Set([...a.ports, ...b.ports])].toSorted((x, y) => x - y),
  why: [...new Set([...a.why.split('; '), ...b.why.split('; ')])].toSorted().join('; '),
  required: a.required || b.required,
  evidence: better(a.evidence, b.evidence),
  because: [...new Set([...a.because, ...b.because])].toSorted(),
});
