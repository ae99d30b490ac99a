import { gatesOf, viewFor } from '../../plan/ownership.ts';
import type { Plan, Resource } from '../../plan/plan.ts';
import { isBody } from '../../plan/value.ts';
import { grantOf } from '../asked.ts';
import { OWN_TAG } from '../bash/cleanup.ts';
import { zoneThatStays } from '../bash/zone.ts';
import { wordsOf } from '../bicep/ids.ts';
import type { Files } from '../emission.ts';
import { prose, section } from '../markdown.ts';
import { shell } from './shell.ts';
import { clusterTools, listed } from './stages.ts';

/** How to remove it all, with what, and what stays after a deployment of the Bicep. */
export function undoSection(plan: Plan, files: Files): string {
  if (!files.has('cleanup.sh')) return '';
  return section(
    2,
    'Undo it',
    shell(['bash cleanup.sh --what-if', `bash cleanup.sh${isInside(plan) ? ' --inside   # on the jump box' : ''}`]),
    'It asks for the name of the cluster first. It removes only what carries the tag of this cluster or stands in `created.txt`; the rest it lists and leaves. Resource providers and what was there before stay.',
    zoneText(plan),
    chartsText(plan),
    files.has('bicep/main.bicep') ? bicepText(plan) : '',
    gatesOf(plan).length === 0
      ? ''
      : 'What other teams made they remove with the cleanup.sh of their folder, after this one: their folder has a `created.txt` of its own.',
  );
}

const zoneText = (plan: Plan): string =>
  zoneThatStays(viewFor(plan, undefined)) === undefined
    ? ''
    : 'AKS may leave the A record of the API server in the private DNS zone, which stays, and a link to the network: cleanup.sh ends with the commands that show them.';

/** Virtual nodes go before the cluster, from where the API server is reached. */
const isInside = (plan: Plan): boolean => plan.charts.length > 0 && plan.delivery === 'jumpbox';

function chartsText(plan: Plan): string {
  if (plan.charts.length === 0) return '';
  const why = 'The charts and the pods on virtual nodes go before the cluster, else their container groups stay behind';
  const tools = listed(['az', ...clusterTools(plan)]);
  switch (plan.delivery) {
    case 'here':
      return `${why}: run it on a host that reaches the API server, with ${tools}.`;
    case 'jumpbox':
      return `${why}: run it on the jump box, with ${tools}, in a copy of this folder that holds \`created.txt\`. The subnet that the jump box stands in is still in use then: it is left, and removed when cleanup.sh runs once more from elsewhere without the machine.`;
    case 'run-command':
      return `${why}: it sends that through \`az aks command invoke\`.`;
  }
}

/** Types that take no tags, of which only created.txt knows whose they are. */
function untagged(plan: Plan): readonly string[] {
  const found = viewFor(plan, undefined).resources.filter(
    (one) => one.existing === undefined && !isTagged(one) && !goesAlong(plan, one),
  );
  return [...new Set(found.map((one) => prose(wordsOf(one.type))))];
}

const isTagged = (one: Resource): boolean => isBody(one.body['tags']) && OWN_TAG in one.body['tags'];

/** What is part of a cluster or identity goes with it, and so do roles of an identity or on a thing that goes. */
function goesAlong(plan: Plan, one: Resource): boolean {
  if (/^Microsoft\.(?:ContainerService\/managedClusters|ManagedIdentity\/userAssignedIdentities)\//.test(one.type))
    return true;
  const grant = grantOf(plan, one);
  const ends = grant ? plan.resources.filter(({ symbol }) => symbol === grant.to || symbol === grant.on) : [];
  return ends.some(isTagged);
}

function bicepText(plan: Plan): string {
  const types = untagged(plan);
  if (types.length === 0) return '';
  return [
    `A deployment of the Bicep writes no \`created.txt\`, and a later setup.sh does not note what it finds there. What has no tags (here: ${types.join(', ')}) is then left${types.includes('subnet') ? ', and so are the networks and groups that hold some of it' : ''}; cleanup.sh names each at its end.`,
    'Where the Bicep made it and nobody else needs it, say so for each id and run cleanup.sh again:',
    shell(["printf 'made\\t%s\\n' '<id>' >>created.txt"]),
  ].join('\n\n');
}
