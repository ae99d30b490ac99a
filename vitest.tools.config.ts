import { defineConfig } from 'vitest/config';
import { shellText } from './shell-text.js';

// Tests that need tools this project does not write: the real az, the Bicep compiler, kubectl, shellcheck.
export default defineConfig({
  plugins: [shellText],
  test: {
    include: ['test/tools/**/*.test.ts'],
    env: { FORCE_COLOR: '0' },
    testTimeout: 600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
