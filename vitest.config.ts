import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { shellText } from './shell-text.js';

export default defineConfig({
  plugins: [shellText],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/tools/**', 'node_modules/**'],
    env: { FORCE_COLOR: '0' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // one fewer is the default; here much of the time goes into waiting for terminals
    maxWorkers: availableParallelism(),
  },
});
