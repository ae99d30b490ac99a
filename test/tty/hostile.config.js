import { join } from 'node:path';
import config from '../../rolldown.config.js';

const world = join(import.meta.dirname, 'hostile-world.ts');

/** The product, but with a hostile subscription in the place of the sample. */
// biome-ignore lint/style/noDefaultExport: rolldown reads it
export default {
  ...config,
  plugins: [
    config.plugins,
    {
      name: 'hostile-world',
      resolveId: (source, importer) => (source.endsWith('/worlds/sample.ts') && importer !== world ? world : null),
    },
  ],
};
