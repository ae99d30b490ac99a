import { isDate } from '../core/date.ts';
import { Usage } from '../core/errors.ts';
import { worldNames } from '../emulator/names.ts';
import { type ColorChoice, colorChoice } from './color.ts';

/** What all commands take. */
export interface SharedOptions {
  /** Name of the emulated world; the operator's own subscription where absent. */
  readonly emulator: string | undefined;
  readonly sets: readonly string[];
  /** ISO date on which dated facts are judged. */
  readonly asOf: string | undefined;
  readonly strict: boolean;
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly quiet: boolean;
  readonly color: ColorChoice;
}

/** The raw options of commander, whatever the command. */
export type RawOptions = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `A,B` and repeated options together. */
export const namesOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as string[]) : [])
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** @throws Usage for a date, a world or a colour choice that is none */
export function sharedOptions(raw: RawOptions): SharedOptions {
  const asOf = text(raw['asOf']);
  if (asOf !== undefined && !isDate(asOf))
    throw new Usage(`--as-of takes a date, not ${JSON.stringify(asOf)}`, 'Write it as 2027-01-31');
  const emulator = text(raw['emulator']);
  if (emulator !== undefined && !(worldNames as readonly string[]).includes(emulator))
    throw new Usage(`--emulator knows no world ${JSON.stringify(emulator)}`, `The worlds are ${worldNames.join(', ')}`);
  return {
    emulator,
    sets: (raw['set'] as readonly string[] | undefined) ?? [],
    asOf,
    strict: raw['strict'] === true,
    json: raw['json'] === true,
    junit: text(raw['junit']),
    quiet: raw['quiet'] === true,
    color: colorChoice(text(raw['color']) ?? 'auto'),
  };
}
