import { engine } from '../../steps/index.ts';
import type { Node } from '../core/decision.ts';
import { resolveWith } from '../core/engine.ts';
import type { Resolved, State } from '../core/resolve.ts';
import type { Io } from './io.ts';
import { judgeProfile } from './judge.ts';
import { loadSource } from './load.ts';
import type { SharedOptions } from './options.ts';
import { readSets } from './sets.ts';

type Format = 'text' | 'mermaid' | 'dot';

/** Prints the graph of decisions: all of it, or with a profile's answers in it. */
export async function graph(
  io: Io,
  file: string | undefined,
  options: SharedOptions & { readonly format: Format },
): Promise<number> {
  const resolved =
    file === undefined
      ? undefined
      : judgeProfile(engine, loadSource(io, file), {
          sets: readSets(engine, options.sets),
          acceptDefaults: true,
          asOf: options.asOf,
        }).evaluation.resolved;
  io.stdout.write(`${PRINTERS[options.format](engine.nodes, resolved ?? resolveWith(engine, new Map())).join('\n')}\n`);
  return 0;
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
    const value = state?.is === 'given' && typeof state.value !== 'object' ? ` = ${String(state.value)}` : '';
    const needs = needsOf(node);
    return `${node.form === 'derived' ? '  ' : ''}${node.id}${value}${state ? MARKS[state.is] : ''}${needs.length > 0 ? `  <- ${needs.join(', ')}` : ''}`;
  });
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
