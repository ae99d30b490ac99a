import { createHash } from 'node:crypto';
import { decisionsIn } from './because.ts';
import type { Emission, Files } from './emission.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * outputs.json: what was written, by which version, from which profile, and which decisions shaped which file. It lists
 * every file but itself.
 */
export function outputsText(emission: Emission, files: Files): string {
  const document = {
    format: 1,
    tool: emission.tool,
    facts: emission.facts,
    sample: emission.plan.sample,
    profile: { name: emission.name, sha256: sha256(emission.profile) },
    files: [...files].map(([path, text]) => ({
      path,
      sha256: sha256(text),
      decisions: decisionsIn(emission, files, path),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
