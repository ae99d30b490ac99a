import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Built extends Disposable {
  /** What `node` runs: bin/aks-setup.js beside a `dist` of its own. */
  readonly file: string;
}

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The product, built by the command of `npm run build`, but into a folder of its own: a build that runs at the same time cannot
 * take chunks away from a running program. Inside node_modules, so that what is not bundled is found. `config` is a path from the root.
 */
export async function built(config = 'rolldown.config.js'): Promise<Built> {
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.test-built-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const rolldown = join(ROOT, 'node_modules', '.bin', 'rolldown');
    await promisify(execFile)(rolldown, ['-c', config, '--logLevel', 'silent', '-d', join(folder, 'dist')], {
      cwd: ROOT,
    });
    for (const name of ['bin', 'profiles', 'package.json']) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
  } catch (error) {
    remove();
    throw error;
  }
  return { file: join(folder, 'bin', 'aks-setup.js'), [Symbol.dispose]: remove };
}
