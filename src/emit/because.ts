import { ownerOf } from '../plan/plan.ts';
import type { Emission, Files } from './emission.ts';
import { roleFileName } from './roles/format.ts';
import { TEAM_ROLE, TEAM_SUBSCRIPTION_ROLE } from './roles/team.ts';
import { folderOf, handoverTeams, notesFor } from './teams.ts';

/** These tell of the whole profile. */
const WHOLE: readonly string[] = ['profile.yaml', 'report.md', 'README.md'];

const COMMENTS = /^ *(?:#|\/\/).*$/gm;
const IDS = /[a-z]\w*(?:\.[A-Za-z]\w*)+/g;

/**
 * Ids of the decisions that shaped a file. Every resource, command and manifest names its decisions in a comment, so the
 * file itself says it; for files without such comments the plan does.
 */
export function decisionsIn(emission: Emission, files: Files, path: string): readonly string[] {
  const ids = emission.decisions.map((row) => row.id);
  if (WHOLE.includes(path)) return ids;
  const told = toldByPlan(emission, path) ?? toldByComments(files, path);
  return ids.filter((id) => told.has(id));
}

/** The values of main.bicep stand in a file of their own. */
function toldByComments(files: Files, path: string): ReadonlySet<string> {
  const text = files.get(path.replace(/\.bicepparam$/, '.bicep')) ?? '';
  return new Set((text.match(COMMENTS) ?? []).join('\n').match(IDS));
}

type Caused = { readonly because: readonly string[] };
const causesOf = (things: readonly Caused[]): ReadonlySet<string> => new Set(things.flatMap((one) => one.because));

function toldByPlan({ plan }: Emission, path: string): ReadonlySet<string> | undefined {
  const [folder, pack] = path.split('/');
  const file = path.slice(path.lastIndexOf('/') + 1);
  const team = folder === 'handover' ? handoverTeams(plan).find((one) => folderOf(plan, one) === pack) : undefined;
  const steps = [...plan.resources, ...plan.actions];
  const flows = plan.owners.firewall === team ? plan.flows : [];
  const notes = team === undefined ? [] : notesFor(plan, team);
  if (team !== undefined && file === 'firewall.csv') return causesOf(flows);
  if (team !== undefined && (file === 'request.md' || file === TEAM_ROLE || file === TEAM_SUBSCRIPTION_ROLE))
    return causesOf([
      ...steps.filter((one) => ownerOf(plan, one) === team),
      ...(file === 'request.md'
        ? [...flows, ...notes, ...plan.features.filter((one) => ownerOf(plan, one) === team)]
        : []),
    ]);
  if (file === 'kustomization.yaml') return causesOf(plan.objects);
  if (file === 'in-cluster.sh') return causesOf([...plan.objects, ...plan.charts]);
  if (!file.endsWith('.json')) return undefined;
  return causesOf(steps.filter((one) => file === roleFileName(one.symbol) || file === `${one.symbol}.json`));
}
