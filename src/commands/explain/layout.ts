import { safe, wrap } from '../../ask/safe.ts';
import type { Source } from '../../core/source.ts';

export const COLUMNS = 79;

export const paragraph = (text: string): readonly string[] => wrap(safe(text), COLUMNS);
/** Lines of text behind a name, which stands in the first. */
export const named = (name: string, text: string): readonly string[] =>
  wrap(safe(text), COLUMNS - 13).map((line, i) => `${(i === 0 ? name : '').padEnd(13)}${line}`);

const sourceLines = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source, i) => [
    ...named(i === 0 ? 'source' : '', `${source.title}, read ${source.read}`),
    `${' '.repeat(13)}${source.url}`,
  ]);

export const listed = (name: string, ids: readonly string[]): readonly string[] =>
  ids.length > 0 ? named(name, ids.join(', ')) : [];

export const idsOf = (all: readonly { readonly id: string }[]): readonly string[] => all.map((one) => one.id);

interface Grounded {
  readonly aliases: readonly string[];
  readonly unverified: string | undefined;
}

/** Other names, what is not confirmed, and where it was read. */
export const groundLines = (one: Grounded, sources: readonly Source[]): readonly string[] => [
  ...listed('also called', one.aliases),
  ...(one.unverified === undefined ? [] : named('unverified', one.unverified)),
  ...sourceLines(sources),
];
