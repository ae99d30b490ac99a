import type { Value } from '../../plan/value.ts';
import type { Word } from './row.ts';

/**
 * Newer commands of az read their arguments in a notation of their own, where quotes, `null` and `??` mean something.
 * https://github.com/Azure/azure-cli/tree/dev/doc/shorthand_syntax.md
 */
export function inShorthand(word: Word): Word {
  if (typeof word === 'string') return simple(word);
  if (typeof word !== 'object' || word === null || Array.isArray(word)) return word;
  if ('pair' in word) {
    const [key, value] = word.pair as readonly [string, Value];
    return { pair: [/^[\w-]+$/.test(key) ? key : quoted(key), typeof value === 'string' ? simple(value) : value] };
  }
  if ('spread' in word && Array.isArray(word.spread))
    return { spread: word.spread.map((one: Value) => (typeof one === 'string' ? simple(one) : one)) };
  return word;
}

/** The first az version in which all commands here that read the notation were read in it. */
export const SHORTHAND_SINCE = '2.80.0';

/** Does the word mean something else in the notation than in an az that lacks it? */
export const needsShorthand = (word: Word): boolean => JSON.stringify(word) !== JSON.stringify(inShorthand(word));

const simple = (text: string): string =>
  text === '' || text === 'null' || text === '??' || text.startsWith("'") ? quoted(text) : text;

const quoted = (text: string): string => `'${text.replaceAll("'", "'/")}'`;
