import { oneLine } from './words.ts';

/** Prose: nothing in it is markup. https://spec.commonmark.org/0.31.2/#backslash-escapes */
export const prose = (text: string): string =>
  oneLine(text)
    .trim()
    .replace(/[\\`*_[\]<>|~&$]/g, '\\$&')
    .replace(/^([-+#=])(?=[-+#=\s]|$)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');

/** A value as it is, in a code span. Safe inside a table too. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line.trim() === '') return line === '' ? '(empty)' : '(blanks)';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') || (line.startsWith(' ') && line.endsWith(' ')) ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** In a table even a code span ends at a bar. */
const cell = (text: string): string => text.replace(/(?<!\\)\|/g, '\\|');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** A link whose words and target are both escaped. */
export const link = (words: string, url: string): string =>
  /^https:\/\/[\w.~:/?#@!&'*+,;=%-]+$/.test(url) ? `[${prose(words)}](<${url}>)` : `${prose(words)} (${code(url)})`;

/** A heading and what stands under it; nothing where there is nothing to say. */
export const section = (depth: number, title: string, ...parts: readonly string[]): string =>
  parts.some((part) => part !== '')
    ? [`${'#'.repeat(depth)} ${prose(title)}`, ...parts.filter(Boolean)].join('\n\n')
    : '';
