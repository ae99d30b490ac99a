import { asciiOnly } from '../signs.ts';

const SPELLED: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019]/gu, "'"],
  [/[\u201c\u201d]/gu, '"'],
  [/[\u2010-\u2015]/gu, '-'],
  [/\u2026/gu, '...'],
];

/** The text in letters that the locale has. A dumb terminal may still draw UTF-8, so only the locale decides. */
export function plainText(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => one !== undefined && one !== '');
  if (/utf-?8/i.test(locale ?? '')) return text;
  return asciiOnly(SPELLED.reduce((line, [sign, spelled]) => line.replaceAll(sign, spelled), text));
}
