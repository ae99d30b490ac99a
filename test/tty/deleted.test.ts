import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { built } from '../helpers/built.ts';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS, open } from '../helpers/tty.ts';

test('a wizard whose program was deleted under it ends as a bug, and does not go round for ever', async () => {
  using program = await built();
  await using tty = open(process.execPath, [program.file, '--emulator'], { cwd: temporaryFolder() });
  await tty.until('How do you want to start?');
  rmSync(join(dirname(program.file), '..', 'dist'), { recursive: true });
  tty.key(KEYS.end, KEYS.up, KEYS.up, KEYS.enter, 'x', KEYS.tab, KEYS.enter);
  expect(await tty.exited).toMatchObject({ code: 70 });
});
