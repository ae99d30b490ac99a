import { rmSync } from 'node:fs';
import { measureChecks } from './checks.ts';
import { measureFrames } from './frames.ts';
import { measureReplay } from './replay.ts';
import { folder, median, PROGRAM, spawnTimes } from './timing.ts';

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
}

/** Prints ratios against `node -e 0` of the same run, with the goals beside them. It never fails: machines differ. */
async function bench(): Promise<void> {
  const rows: Row[] = [];
  const show = (what: string, measured: string, goal: string): void => {
    rows.push({ what, measured, goal });
    process.stderr.write(`  ${what}: ${measured}\n`);
  };
  const base = median(spawnTimes(['-e', '0'], 25));
  show('node -e 0', `${base.toFixed(0)} ms`, '');
  const ratio = (ms: number): string => `${(ms / base).toFixed(2)}x`;

  show('--help', ratio(median(spawnTimes([PROGRAM, '--help'], 15))), '1.3x');
  const out = `${folder}/largest`;
  show(
    'script of the largest profile',
    ratio(median(spawnTimes([PROGRAM, 'script', 'hub-spoke-private', '--out', out, '--quiet'], 9))),
    '3x',
  );

  const frames = await measureFrames();
  show('first frame in a pseudo-terminal', ratio(median(frames.first)), '4x');
  show('key to frame, p99', `${frames.keyP99.toFixed(1)} ms`, '16 ms');

  const replay = await measureReplay(2000);
  show('2,000 profiles in one replay', `${replay.perSecond.toFixed(0)} a second`, '500 a second');
  show('memory, first quarter to last', `${replay.early.toFixed(0)} to ${replay.late.toFixed(0)} MB`, 'flat');

  const checks = await measureChecks(100);
  show(
    `checks, ${checks.gets} GETs of 100 ms`,
    `${(checks.took / checks.floor).toFixed(2)}x of ${checks.floor.toFixed(0)} ms`,
    '1.25x',
  );

  const width = Math.max(...rows.map((row) => row.what.length));
  for (const row of rows) process.stdout.write(`${row.what.padEnd(width)}  ${row.measured.padEnd(20)}  ${row.goal}\n`);
}

try {
  await bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
