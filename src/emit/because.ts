import type { Emission } from './emission.ts';
import { roleFileName } from './roles/format.ts';

/** These tell of the whole profile. */
const WHOLE: readonly string[] = ['profile.yaml', 'report.md', 'README.md'];

const COMMENTS = /^ *(?:#|\/\/).*$/gm;
const IDS = /[a-z]\w*(?:\.[A-Za-z]\w*)+/g;

/**
 * Ids of the decisions that shaped a file. Every resource, command and manifest names its decisions in a comment, so the
 * file itself says it; JSON has no comments, there the plan does.
 */
export function decisionsIn(emission: Emission, path: string, text: string): readonly string[] {
  const ids = emission.decisions.map((row) => row.id);
  if (WHOLE.includes(path)) return ids;
  if (path.endsWith('.json')) {
    const because = new Set(
      emission.plan.resources
        .filter((one) => path.endsWith(`/${roleFileName(one.symbol)}`))
        .flatMap((one) => one.because),
    );
    return ids.filter((id) => because.has(id));
  }
  const told = path.endsWith('.md') ? text : (text.match(COMMENTS) ?? []).join('\n');
  const words = new Set(told.match(IDS));
  return ids.filter((id) => words.has(id));
}
