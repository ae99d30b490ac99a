import stringWidth from 'string-width';

// Everything that is shown passes through `safe`: names from Azure, lines of a file, keys. What a terminal would obey, hide, reorder
// or draw wider than it is counted stays visible as its code point, so that a name can neither act nor pretend to be another one.

/** One column a character in every terminal and nothing to replace: the short way for almost every text. */
const HARMLESS =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2193\u2500-\u257f\u23ce\u2713\u2717\u276f]*$/;
const SHOWN = /^[\p{L}\p{N}\p{P}\p{S}\p{M}]$/u;
const NEVER = [
  /[\p{Default_Ignorable_Code_Point}\p{Emoji_Presentation}\p{Regional_Indicator}]/u,
  // Conjoining jamo: each terminal composes them differently. Circled numbers on black squares: counted narrow, drawn wide.
  /[\u1100-\u11ff\u3248-\u324f\ua960-\ua97f\ud7b0-\ud7ff]/u,
  // Prepended letters: they hide the width of the character after them from Ink.
  /[\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]/u,
];
const PICTOGRAPH = /\p{Extended_Pictographic}/u;
const MARK = /\p{M}/u;
const MOST_MARKS = 3;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The user-visible characters of a text, in order. */
export const charactersOf = (text: string): string[] =>
  HARMLESS.test(text) ? [...text] : [...graphemes.segment(text)].map((one) => one.segment);

/** Columns that a text takes on the screen, counted as Ink counts them. */
export const width = (text: string): number => (HARMLESS.test(text) ? text.length : stringWidth(text));

const named = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

const isShown = (character: string): boolean => {
  if (character === ' ') return true;
  if (!SHOWN.test(character) || NEVER.some((set) => set.test(character))) return false;
  // Below the arrows (©, ®, ™) pictographs are one column wide everywhere.
  return !(PICTOGRAPH.test(character) && (character.codePointAt(0) ?? 0) >= 0x2190);
};

/**
 * A text that a terminal only draws: no control character, no escape sequence, no direction mark, no invisible character,
 * no line break, nothing wider than counted. What is replaced appears as `\u{202e}`.
 */
export function safe(text: string): string {
  if (HARMLESS.test(text)) return text;
  let out = '';
  let marks = MOST_MARKS; // a mark needs something before it to stand on
  for (const character of text) {
    marks = MARK.test(character) ? marks + 1 : 0;
    out +=
      isShown(character) && marks <= MOST_MARKS && !(MARK.test(character) && out === '') ? character : named(character);
  }
  return out;
}

/** The text in at most `columns` columns; what is cut off is marked with `ellipsis`. */
export function clip(text: string, columns: number, ellipsis = '…'): string {
  if (width(text) <= columns) return text;
  const mark = width(ellipsis) <= columns ? ellipsis : '';
  let out = '';
  let left = columns - width(mark);
  for (const character of charactersOf(text)) {
    left -= width(character);
    if (left < 0) break;
    out += character;
  }
  return columns > 0 ? out + mark : '';
}

/** The text followed by as many spaces as fill `columns`; longer texts are clipped. */
export function pad(text: string, columns: number, ellipsis = '…'): string {
  const clipped = clip(text, columns, ellipsis);
  return clipped + ' '.repeat(Math.max(0, columns - width(clipped)));
}

/** The text as lines of at most `columns` columns, broken at spaces, and inside a word only where the word alone is too long. */
export function wrap(text: string, columns: number): string[] {
  const most = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (width(joined) <= most) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = piecesOf(word, most);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function piecesOf(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of charactersOf(word)) {
    if (piece !== '' && width(piece + character) > columns) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
