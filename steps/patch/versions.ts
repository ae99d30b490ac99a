import { decision } from '../../src/core/decision.ts';
import { choice, text } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { DEFAULT_MINOR, DEFAULT_VIRTUAL_NODES_MINOR, RELEASES_SOURCE } from '../facts/kubernetes.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

export const kubernetesVersion = decision({
  id: 'patch.k8sVersion',
  needs: [virtualNodes],
  question: 'Which Kubernetes minor version?',
  explain:
    'A minor only, such as 1.35: AKS takes its newest patch, and a later run is no downgrade after an automatic patch. The recommended one is the newest minor but one. ' +
    'With virtual nodes it is the newest with a verified chart. Each minor has standard support for about a year; long-term support needs the premium tier. No minor can be skipped later, and there is no way back.',
  kind: text(/1\.(?:[1-9]\d)/, 'a minor version, such as 1.35', { max: 4, suggest: 'kubernetesVersions' }),
  recommended: (read) => (read(virtualNodes) ? DEFAULT_VIRTUAL_NODES_MINOR : DEFAULT_MINOR),
  permanence: 'update',
  aliases: ['kubernetes version'],
  sources: [RELEASES_SOURCE, learn('long-term-support', 'Long-term support')],
});

export const upgradeChannel = decision({
  id: 'patch.cluster',
  question: 'Does AKS upgrade Kubernetes by itself?',
  explain:
    'Patches close known holes in the API server and kubelet and come every few weeks. The patch channel takes them within the minor that you chose; stable and rapid move to newer minors too. ' +
    'Upgrades keep to the maintenance window. Without a channel AKS may still upgrade a cluster that is about to fall out of support.',
  kind: choice([
    { value: 'patch', label: 'Patches of the chosen minor', effect: 'Minors move only when you say so.' },
    { value: 'stable', label: 'Newest minor but one', effect: 'Minors move too, one release behind the newest.' },
    { value: 'rapid', label: 'Newest minor', effect: 'Minors move as soon as they are released.' },
    {
      value: 'node-image',
      label: 'Node images alone',
      effect: 'The older form of the node channel NodeImage; Kubernetes stays.',
    },
    { value: 'none', label: 'No', effect: 'Every upgrade is yours to start.', risk: 'known holes stay open' },
  ]),
  recommended: () => 'patch',
  permanence: 'update',
  aliases: ['auto-upgrade channel'],
  sources: [learn('auto-upgrade-cluster', 'Automatic upgrades of a cluster')],
});

export const nodeOsChannel = decision({
  id: 'patch.nodeOs',
  question: 'Who patches the operating system of the nodes, and how?',
  explain:
    'Node images replace every node once a week with a tested image, Linux and Windows alike. Security patches come faster and mostly without replacing nodes, but not for Windows, and the nodes must reach snapshot.ubuntu.com. ' +
    'Left to itself, Ubuntu installs patches each night and never restarts to use them. While AKS patches, unattended upgrades are off.',
  kind: choice([
    { value: 'NodeImage', label: 'A new image every week', effect: 'Nodes are drained and replaced in the window.' },
    {
      value: 'SecurityPatch',
      label: 'Security patches as they come',
      effect: 'Patched in place where possible; needs snapshot.ubuntu.com.',
    },
    {
      value: 'Unmanaged',
      label: 'The system’s own updates',
      effect: 'Patches are installed each night; nothing restarts the nodes.',
      risk: 'patches wait for a restart',
    },
    {
      value: 'None',
      label: 'Nobody',
      effect: 'You replace nodes or images yourself.',
      risk: 'nodes are never patched',
    },
  ]),
  recommended: () => 'NodeImage',
  permanence: 'reimage',
  aliases: ['node os upgrade channel', 'unattended upgrades'],
  sources: [learn('auto-upgrade-node-os-image', 'Automatic upgrades of node OS images')],
});
