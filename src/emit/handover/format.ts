import { scriptFor } from '../bash/index.ts';
import { bicepFor } from '../bicep/format.ts';
import type { Emission, Files, Format } from '../emission.ts';
import { rightsFor } from '../rights/index.ts';
import { teamRoles } from '../roles/team.ts';
import { folderOf, handoverTeams } from '../teams.ts';
import { firewallText } from './firewall.ts';
import { requestText } from './request.ts';

export const handover: Format = {
  id: 'handover',
  says: 'what other teams have to do: request, script, Bicep, role, firewall rows',
  emit: (emission) =>
    new Map(
      handoverTeams(emission.plan).flatMap((team) =>
        [...packFor(emission, team)].map(
          ([path, content]) => [`handover/${folderOf(emission.plan, team)}/${path}`, content] as const,
        ),
      ),
    ),
};

/** Everything that one team needs, by path inside its folder. */
function packFor(emission: Emission, team: string): Files {
  const { plan } = emission;
  const rights = rightsFor(plan, team);
  const files = new Map<string, string>();
  if (rights.length > 0) {
    for (const [path, content] of scriptFor(emission, team)) files.set(path, content);
    for (const [path, content] of bicepFor(emission, team)) files.set(`bicep/${path}`, content);
    for (const [path, content] of teamRoles(plan, team)) files.set(path, content);
  }
  if (plan.owners.firewall === team && plan.flows.length > 0) files.set('firewall.csv', firewallText(plan));
  return new Map([['request.md', requestText(emission, team, files)], ...files]);
}
