import type { Emission, Files, Format } from '../emission.ts';
import { cleanupFiles } from './cleanup.ts';
import { setupFiles } from './script.ts';

export { OWN_TAG } from './cleanup.ts';
export { IN_CLUSTER } from './in-cluster.ts';
export { OUT_OF_CLUSTER } from './out-of-cluster.ts';

/** setup.sh, cleanup.sh and what they send, as one owner runs them; `undefined` is the operator. */
export function scriptFor(emission: Emission, owner: string | undefined): Files {
  return new Map([...setupFiles(emission, owner), ...cleanupFiles(emission, owner)]);
}

export const bash: Format = {
  id: 'bash',
  says: 'az scripts: setup.sh, cleanup.sh and the files they send',
  emit: (emission) => scriptFor(emission, undefined),
};
