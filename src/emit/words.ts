import type { Plan } from '../plan/plan.ts';

/** Stands in the first lines of every file made from the sample subscription. */
export const SAMPLE_LINE =
  'SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.';

export const sampleLines = (plan: Plan): readonly string[] => (plan.sample ? [SAMPLE_LINE] : []);

/** Line ends, other control characters, and marks that change the direction of what follows: none may stand in a comment. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text for one line of a comment in any language: whatever could end the line or hide what follows becomes a space. */
export const oneLine = (text: string): string => text.toWellFormed().replace(UNSAFE, ' ');

/** `# ` before each of the lines. The lines may hold anything. */
export const comment = (mark: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) => `${mark} ${oneLine(line)}`.trimEnd());

/** Words in lines of at most `width` characters. A longer word has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of oneLine(text).split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The decisions that caused something, as the text of a comment. */
export const decisionsOf = (because: readonly string[]): readonly string[] => wrap(because.join(', '), 110);

export const kebab = (camel: string): string => camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const camel = (words: string): string =>
  words.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
