import { Usage } from '../core/errors.ts';

export type ColorChoice = 'auto' | 'always' | 'never';

/** @throws Usage for anything but auto, always, never */
export function colorChoice(text: string): ColorChoice {
  if (text === 'auto' || text === 'always' || text === 'never') return text;
  throw new Usage(`--color takes auto, always or never, not ${JSON.stringify(text)}`, 'Leave it out for auto');
}
