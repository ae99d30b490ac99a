import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/tools/**', 'node_modules/**'],
    env: { FORCE_COLOR: '0' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
