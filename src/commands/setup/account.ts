import { spawn } from 'node:child_process';
import type { Account } from '../../ask/tui/port.ts';
import type { Memory } from '../../azure/look.ts';
import { NotRun } from '../../azure/port.ts';
import { azAccount } from '../../azure/queries/tools.ts';

/** Who is signed in to az, or why nobody is. */
export async function lookForAccount(memory: Memory): Promise<Account> {
  try {
    const seen = await memory.look(azAccount, {});
    return seen.is === 'found'
      ? { is: 'signed-in', who: seen.value.user }
      : { is: 'signed-out', why: 'az has no subscription' };
  } catch (error) {
    if (error instanceof NotRun) return { is: 'signed-out', why: error.why };
    throw error;
  }
}

/** Runs a program on the terminal that was lent to it. @returns whether it ended with 0 */
export async function runOnTerminal(command: string, args: readonly string[], input?: string): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit'] });
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
    if (input !== undefined) {
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    }
  });
}
