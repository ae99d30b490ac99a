import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll } from 'vitest';

const shared = resolve(process.env['AKS_SETUP_SHARED'] ?? '../shared');
export const RIG = resolve(shared, 'tools/az-rig');

const UNIT_SEPARATOR = '\u001f';

/** One resident az, in which one script runs after the other. */
class Machine {
  readonly #folder = mkdtempSync(join(realpathSync(tmpdir()), 'az-rig-'));
  readonly #process: ChildProcessWithoutNullStreams = spawn('bash', [
    join(import.meta.dirname, 'rig-machine.sh'),
    RIG,
    this.#folder,
  ]);
  readonly #answers: Interface = createInterface(this.#process.stdout);
  readonly #ended = once(this.#process, 'exit');
  #said = '';

  constructor() {
    this.#process.stderr.on('data', (text) => {
      this.#said += text;
    });
  }

  async run(words: readonly string[]): Promise<number> {
    const answer = once(this.#answers, 'line') as Promise<[string]>;
    this.#process.stdin.write(`${words.join(UNIT_SEPARATOR)}\n`);
    const [code] = await Promise.race([answer, this.#ended]);
    if (typeof code !== 'string' || code === '125') throw new Error(`the rig does not run: ${this.#said}`);
    return Number(code);
  }

  async end(): Promise<void> {
    this.#process.stdin.end();
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const all = new Set<Machine>();
const idle: Machine[] = [];

function start(): Machine {
  const machine = new Machine();
  all.add(machine);
  return machine;
}

/**
 * Runs a script with the real az, as many at once as are asked for.
 * @param words as rig-machine.sh takes them
 * @returns the exit code of the script
 * @throws when the rig itself does not run
 */
export async function runInRig(words: readonly string[]): Promise<number> {
  const machine = idle.pop() ?? start();
  const code = await machine.run(words);
  idle.push(machine);
  return code;
}

// of the file whose tests use this module
afterAll(async () => {
  await Promise.all([...all].map((machine) => machine.end()));
});
