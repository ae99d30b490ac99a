import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { shellText } from './shell-text.js';

/** What takes minutes, the longest first: begun last, one of them would run alone while the other processor waits. */
const LONGEST = ['rig-random', 'equal-crossed', 'rig-pairwise', 'broken-off', 'az-rig', 'crossed', 'checkov', 'bicep'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.includes(`/test/tools/${name}`));
      return at < 0 ? LONGEST.length : at;
    };
    return files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

const isDeep = process.env['AKS_SETUP_DEEP'] === '1';

// Tests that need tools this project does not write: the real az, the Bicep compiler, kubectl, shellcheck.
export default defineConfig({
  plugins: [shellText],
  test: {
    include: ['test/tools/**/*.test.ts', ...(isDeep ? ['test/tools/**/*.deep.ts'] : [])],
    env: { FORCE_COLOR: '0' },
    testTimeout: 600_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
