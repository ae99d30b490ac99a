import { engine } from '../../steps/index.ts';
import { safe } from '../ask/safe.ts';
import type { Node } from '../core/decision.ts';
import { resolveWith } from '../core/engine.ts';
import type { Resolved, State } from '../core/resolve.ts';
import type { Io } from './io.ts';
import { judgeProfile } from './judge.ts';
import { loadSource, malformed } from './load.ts';
import type { SharedOptions } from './options.ts';
import { readSets } from './sets.ts';

type Format = 'text' | 'mermaid' | 'dot';

/** Prints the graph of decisions: all of it, or with a profile's answers in it. */
export async function graph(
  io: Io,
  file: string | undefined,
  options: SharedOptions & { readonly format: Format },
): Promise<number> {
  const resolved = file === undefined ? resolveWith(engine, new Map()) : resolvedOf(io, file, options);
  if (options.json) {
    io.stdout.write(
      `${JSON.stringify({ format: 1, nodes: engine.nodes.map((node) => asData(node, resolved)) }, null, 2)}\n`,
    );
    return 0;
  }
  io.stdout.write(`${PRINTERS[options.format](engine.nodes, resolved).join('\n')}\n`);
  return 0;
}

/** @throws Usage with everything that is wrong with the file */
function resolvedOf(io: Io, file: string, options: SharedOptions): Resolved {
  const { evaluation, problems, source } = judgeProfile(engine, loadSource(io, file), {
    sets: readSets(engine, options.sets),
    acceptDefaults: true,
    asOf: options.asOf,
  });
  if (problems.length > 0) throw malformed(source, problems);
  return evaluation.resolved;
}

const MARKS: Readonly<Record<State['is'], string>> = {
  given: '',
  absent: ' (not asked)',
  open: ' (open)',
  unsure: ' (depends on open answers)',
};
const needsOf = (node: Node): readonly string[] => node.needs.map((need) => need.id);

function text(nodes: readonly Node[], resolved: Resolved): readonly string[] {
  return nodes.map((node) => {
    const state = resolved.get(node.id);
    const value = state?.is === 'given' && typeof state.value !== 'object' ? ` = ${safe(String(state.value))}` : '';
    const needs = needsOf(node);
    return `${node.form === 'derived' ? '  ' : ''}${node.id}${value}${state ? MARKS[state.is] : ''}${needs.length > 0 ? `  <- ${needs.join(', ')}` : ''}`;
  });
}

function asData(node: Node, resolved: Resolved): unknown {
  const state = resolved.get(node.id);
  return {
    id: node.id,
    form: node.form,
    needs: needsOf(node),
    state: state?.is ?? 'open',
    ...(state?.is === 'given' ? { value: state.value } : {}),
  };
}

const identifier = (id: string): string => id.replaceAll(/[^A-Za-z0-9]/g, '_');

function mermaid(nodes: readonly Node[]): readonly string[] {
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${identifier(node.id)}${node.form === 'derived' ? `([${node.id}])` : `[${node.id}]`}`),
    ...nodes.flatMap((node) => needsOf(node).map((need) => `  ${identifier(need)} --> ${identifier(node.id)}`)),
  ];
}

function dot(nodes: readonly Node[]): readonly string[] {
  return [
    'digraph "aks-setup" {',
    '  rankdir=LR;',
    ...nodes.map((node) => `  "${node.id}"${node.form === 'derived' ? ' [shape=ellipse]' : ' [shape=box]'};`),
    ...nodes.flatMap((node) => needsOf(node).map((need) => `  "${need}" -> "${node.id}";`)),
    '}',
  ];
}

const PRINTERS: Readonly<Record<Format, (nodes: readonly Node[], resolved: Resolved) => readonly string[]>> = {
  text,
  mermaid,
  dot,
};
