import { teamsOf } from '../plan/ownership.ts';
import { type Note, ownerOf, type Plan } from '../plan/plan.ts';

/** Teams that get a handover pack: those that make something, the one whose firewall has to let the hosts through, and whoever has to know something. */
export const handoverTeams = (plan: Plan): readonly string[] => {
  const { firewall } = plan.owners;
  return [
    ...new Set([
      ...teamsOf(plan),
      ...(firewall !== undefined && plan.flows.length > 0 ? [firewall] : []),
      ...plan.features.flatMap((feature) => ownerOf(plan, feature) ?? []),
      ...plan.notes.flatMap((note) => ownerOfNote(plan, note) ?? []),
    ]),
  ];
};

/** What follows from the answers for the things of a team. */
export const notesFor = (plan: Plan, team: string): readonly Note[] =>
  plan.notes.filter((note) => ownerOfNote(plan, note) === team);

const ownerOfNote = (plan: Plan, { domain }: Note): string | undefined =>
  domain === undefined ? undefined : plan.owners[domain];

/** The folder of a team below `handover/`: letters, digits and hyphens. Teams that would share one get a number. */
export function folderOf(plan: Plan, team: string): string {
  const taken = new Map<string, string>();
  for (const one of [...handoverTeams(plan), team]) {
    if ([...taken.values()].includes(one)) continue;
    let folder = slug(one);
    for (let i = 2; taken.has(folder); i += 1) folder = `${slug(one)}-${i}`;
    taken.set(folder, one);
  }
  return [...taken].find(([, one]) => one === team)?.[0] ?? slug(team);
}

const slug = (team: string): string =>
  team
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'team';
