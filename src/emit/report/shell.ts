import { oneLine } from '../words.ts';

/** Lines to type, as a code block. */
export const shell = (lines: readonly string[]): string => ['```sh', ...lines.map(oneLine), '```'].join('\n');
