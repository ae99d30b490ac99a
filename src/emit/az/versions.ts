import { LONG_AGO } from './row.ts';

/** The newest of dotted versions. */
export function newestOf(versions: readonly string[]): string {
  const number = (version: string) => version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
  return versions.reduce((a, b) => (number(b) > number(a) ? b : a), LONG_AGO);
}
