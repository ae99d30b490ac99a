import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';

export interface Bundle extends AsyncDisposable {
  readonly file: string;
}

/** One TypeScript program of the tests as JavaScript that Node runs, built as the product is. Node alone runs no TSX. */
export async function bundle(entry: string): Promise<Bundle> {
  const dir = await mkdtemp(join(import.meta.dirname, '..', '..', 'node_modules', '.test-bundle-'));
  await build({
    input: { program: entry },
    platform: 'node',
    external: ['react-devtools-core'],
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' } },
    output: { dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    logLevel: 'silent',
  });
  return { file: join(dir, 'program.mjs'), [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
