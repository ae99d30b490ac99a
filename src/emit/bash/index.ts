import type { Emission, Files, Format } from '../emission.ts';
import { setupFiles } from './script.ts';

export { IN_CLUSTER } from './in-cluster.ts';

/** setup.sh, cleanup.sh and what they send, as one owner runs them; `undefined` is the operator. */
export function scriptFor(emission: Emission, owner: string | undefined): Files {
  return setupFiles(emission, owner);
}

export const bash: Format = {
  id: 'bash',
  says: 'az scripts: setup.sh, cleanup.sh and the files they send',
  emit: (emission) => scriptFor(emission, undefined),
};
