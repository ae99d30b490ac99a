import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { shellText } from './shell-text.js';

/** Programs in a pseudo-terminal: each has the machine for itself, as for a person. */
const TERMINALS = ['test/tty/**/*.test.ts', 'test/ask/**/terminal.test.ts'];

const NOT_HERE = ['test/tools/**', 'node_modules/**'];

export default defineConfig({
  plugins: [shellText],
  test: {
    env: { FORCE_COLOR: '0' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'in memory',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...NOT_HERE, ...TERMINALS],
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'in a terminal',
          include: TERMINALS,
          exclude: NOT_HERE,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
