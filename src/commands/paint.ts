import { safe } from '../ask/safe.ts';
import { drawsUnicode, signsFor } from '../ask/signs.ts';
import type { ColorChoice } from './color.ts';
import type { Io, Sink } from './io.ts';

export type Tone = 'pass' | 'warn' | 'fail' | 'not-run';

const CODES: Readonly<Record<Tone, string>> = { pass: '32', warn: '35', fail: '31', 'not-run': '2' };

/** How lines are drawn on one stream: only the sign is coloured, and colour never carries meaning alone. */
export interface Paint {
  readonly sign: (tone: Tone) => string;
  readonly separator: string;
}

export function paintFor(io: Io, to: Sink, choice: ColorChoice): Paint {
  const color = choice === 'always' || (choice === 'auto' && wantsColor(io, to));
  const signs = signsFor(io.env);
  const marks: Readonly<Record<Tone, string>> = {
    pass: signs.pass,
    warn: signs.warn,
    fail: signs.fail,
    'not-run': signs.notRun,
  };
  return {
    sign: (tone) => (color ? `\u001b[${CODES[tone]}m${marks[tone]}\u001b[0m` : marks[tone]),
    separator: drawsUnicode(io.env) ? '·' : '-',
  };
}

function wantsColor(io: Io, to: Sink): boolean {
  if (io.env['NO_COLOR']) return false;
  const forced = io.env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return to.isTTY && io.env['TERM'] !== 'dumb' && !io.env['CI'];
}

/** Text from a file, from Azure or from a key, made safe line by line. */
export const safeLines = (text: string): string => text.split('\n').map(safe).join('\n');
