import { defineConfig } from 'rolldown';
import { shellText } from './shell-text.js';

/**
 * yoga-layout carries its code as a data: URL and fetches it. The first fetch of a process loads all of undici, a sixth of the time
 * to the first frame; where there is no fetch, yoga decodes the URL itself.
 */
const yogaWithoutFetch = {
  name: 'yoga-without-fetch',
  transform: {
    filter: { id: /yoga-wasm-base64-esm\.js$/ },
    handler: (code) => code.replaceAll('typeof fetch', '"undefined"'),
  },
};

// One bundle with lazy chunks: the first frame costs half of what it costs unbundled, and React's development build stays out.
export default defineConfig({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  plugins: [shellText, yogaWithoutFetch],
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
