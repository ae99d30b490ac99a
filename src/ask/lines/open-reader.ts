import type { LineReader } from './reader.ts';

/** The reader for this process's terminal. It takes the keys at once, so that none typed ahead is lost. */
export async function openReader(frontEnd: 'inquirer' | 'plain'): Promise<LineReader> {
  if (frontEnd === 'plain') return (await import('./plain-reader.ts')).plainReader(process);
  return (await import('./inquirer-reader.ts')).inquirerReader(process);
}
