// npm run demo: the wizard on the sample subscription; without a terminal, the replay of a preset on it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('aks-setup.js', import.meta.url));
const isTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== 'dumb';
const words = isTerminal
  ? ['setup', '--emulator']
  : ['replay', 'starter-public', '--emulator', '--out', 'out/starter-public'];
if (!isTerminal)
  process.stderr.write('No terminal: replaying profiles/starter-public.yaml on the sample subscription.\n');
const { status, signal } = spawnSync(process.execPath, [program, ...words], { stdio: 'inherit' });
process.exitCode = signal ? 1 : (status ?? 1);
