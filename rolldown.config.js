import { defineConfig } from 'rolldown';
import { bundlePatches } from './bundle-patches.js';
import { shellText } from './shell-text.js';

// One bundle with lazy chunks: the first frame costs half of what it costs unbundled, and React's development build stays out.
export default defineConfig({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  plugins: [shellText, bundlePatches],
  external: ['react-devtools-core'],
  transform: { define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' } },
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
});
