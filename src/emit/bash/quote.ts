/** Words that bash reads as they stand, in any position but the first. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** What must not stand raw in a script: control characters, and marks that change the direction or vanish on screen. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
const UNSEEN_ALL = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * One word of bash that means exactly this text, in every bash since 3.2. What cannot be seen stands as its UTF-8 bytes.
 * @throws RangeError for NUL, which no argument can hold, and for half a surrogate pair
 */
export function quote(text: string): string {
  refuseUnspeakable(text);
  if (PLAIN.test(text)) return text;
  if (UNSEEN.test(text)) return ansiC(text);
  return /['$`]/.test(text) ? `"${inDoubleQuotes(text)}"` : `'${text}'`;
}

/** The value of an assignment: always in quotes, so that `NAME=a-b` is not read as arithmetic by whoever checks the script. */
export function quoteValue(text: string): string {
  const word = quote(text);
  return word === text && !/^[A-Za-z0-9]*$/.test(text) ? `'${text}'` : word;
}

/** A part of a word in double quotes beside variables: `"$GROUP_ID/subnets/..."`. Without the quotes themselves. */
export function inDoubleQuotes(text: string): string {
  refuseUnspeakable(text);
  if (UNSEEN.test(text)) return `"${ansiC(text)}"`;
  return text.replace(/["$`\\]/g, '\\$&');
}

/** Text for a comment: one line, nothing unseen. */
export const comment = (text: string): string => text.replace(UNSEEN_ALL, ' ');

function ansiC(text: string): string {
  const escaped = text.replace(/['\\]/g, '\\$&').replace(UNSEEN_ALL, bytesOf);
  return `$'${escaped}'`;
}

const bytesOf = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

function refuseUnspeakable(text: string): void {
  if (text.includes('\0')) throw new RangeError('no argument of a program can hold a NUL character');
  if (!text.isWellFormed()) throw new RangeError('half a surrogate pair has no UTF-8 bytes');
}
