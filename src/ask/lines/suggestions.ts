import type { Shape } from '../../core/kind.ts';
import type { Suggestion, Suggestions } from '../tui/port.ts';
import { nameOfId } from '../words.ts';
import { sentence } from './question.ts';
import type { Numbered } from './typed.ts';

const MOST_SHOWN = 20;

/** The look-up that completes an answer of this shape. */
export function lookupName(shape: Shape): string | undefined {
  if (shape.tag === 'list') return lookupName(shape.of);
  return 'suggest' in shape ? shape.suggest : undefined;
}

/** What a look-up found, the fitting first, those with `word` in them, each with the number that chooses it. */
export function suggestionLines(
  found: Suggestions,
  word = '',
): { readonly lines: readonly string[]; readonly numbered: Numbered } {
  if (found.is === 'not-run') return { lines: [`Nothing was looked up: ${sentence(found.why)}`], numbered: [] };
  const matching = matchingOf(found.items, word);
  const shown = [...matching.filter((one) => !one.unfit), ...matching.filter((one) => one.unfit)].slice(0, MOST_SHOWN);
  const rest = matching.length - shown.length;
  const nothing =
    word === '' ? 'The look-up found nothing; the value can be typed.' : `Nothing found with ${word} in it.`;
  return {
    numbered: shown.map((one) => one.value),
    lines: [
      ...(shown.length === 0 ? [nothing] : []),
      ...shown.map((one, index) => `  ${index + 1} of ${shown.length}  ${suggestionInWords(one)}`),
      ...(rest > 0 ? [`${rest} more: ? and a part of the name shows those that have it.`] : []),
    ],
  };
}

const suggestionInWords = ({ value, note, unfit }: Suggestion): string =>
  [
    nameOfId(value),
    ...(note === '' ? [] : [sentence(note.replaceAll(/ {2,}/g, ', '))]),
    ...(unfit === undefined ? [] : [`Not fit: ${sentence(unfit)}`]),
  ].join('  ');

/** Suggestions with this word in their value or note. */
export const matchingOf = (items: readonly Suggestion[], word: string): readonly Suggestion[] => {
  const typed = word.toLowerCase();
  return items.filter((one) => `${one.value} ${one.note}`.toLowerCase().includes(typed));
};
