import { KEYS, open } from '../test/helpers/tty.ts';
import { folder, PROGRAM, percentile } from './timing.ts';

const RUNS = 9;
const KEYS_TYPED = 100;

/** Time to the first question's frame, and from a key to the frame that shows it: on the emulated screen of a real pseudo-terminal. In milliseconds. */
export async function measureFrames(): Promise<{ readonly first: readonly number[]; readonly keyP99: number }> {
  const first: number[] = [];
  const keys: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    await using tty = open(process.execPath, [PROGRAM, '--emulator'], { cwd: folder, env: { LANG: 'C.UTF-8' } });
    await tty.until('How do you want to start?');
    first.push(performance.now() - began);
    if (run === RUNS - 1) keys.push(...(await typeLetters(tty)));
  }
  return { first, keyP99: percentile(keys, 0.99) };
}

async function typeLetters(tty: Awaited<ReturnType<typeof open>>): Promise<readonly number[]> {
  tty.key(KEYS.end, KEYS.up, KEYS.up, KEYS.enter);
  await tty.until('Which subscription');
  await tty.settled(300);
  const times: number[] = [];
  for (let typed = 1; typed <= KEYS_TYPED; typed += 1) {
    const began = performance.now();
    const text = 'a'.repeat(((typed - 1) % 30) + 1);
    tty.key(typed % 30 === 1 && typed > 1 ? '\x15a' : 'a');
    await tty.until((screen) => new RegExp(`[❯>] ${text}(?!a)`).test(screen));
    times.push(performance.now() - began);
  }
  return times;
}
