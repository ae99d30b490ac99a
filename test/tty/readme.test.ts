import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS } from '../helpers/tty.ts';
import { atFirstQuestion, theProgram } from './program.ts';

const program = theProgram();
const { enter, tab } = KEYS;
const README = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');

/** The screen that README.md shows: its first block without a language. */
const shown = (): string => {
  const [, block] = /^```\n( aks-setup .*?)```$/ms.exec(README) ?? [];
  if (block === undefined) throw new Error('README.md shows no screen');
  return block.trimEnd();
};

const trimmed = (screen: string): string =>
  screen
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();

test('the screen in README.md is the one that a first-time operator comes to', async () => {
  await using tty = await atFirstQuestion(program.start(temporaryFolder(), ['--emulator'], { columns: 80, rows: 24 }));
  await tty.until('Sample subscription');
  tty.key(tab, enter);
  await tty.until('In which region?');
  tty.key('westeurope', enter);
  await tty.until('What is the cluster called?');
  tty.key('prod-weu', enter);
  await tty.until('Which of these belong to another team?');
  tty.key(enter);
  await tty.until('Run burst pods on virtual nodes');
  tty.key(enter);
  await tty.until('Which node pools?');
  tty.key(enter);
  await tty.until('How do clients and nodes reach');
  await tty.until((screen) => trimmed(screen) === shown()).catch(() => expect(trimmed(tty.screen())).toBe(shown()));
});
