import { readFileSync } from 'node:fs';

/** Fragments of the shell library are imported as text, by the bundler and by the tests alike. */
export const shellText = {
  name: 'shell-text',
  load(id) {
    const [file] = id.split('?');
    if (!file.endsWith('.sh')) return null;
    return { code: `export const text = ${JSON.stringify(readFileSync(file, 'utf8'))};`, moduleType: 'js' };
  },
};
