import { contribution } from '../../src/plan/contribution.ts';
import { inCluster } from '../delivery/in-cluster.ts';
import { authorization, entra, localAccounts } from '../id/people.ts';
import { jumpBox } from '../jb/enable.ts';
import { authorizedRanges } from './authorized-ranges.ts';
import { exposure, isIntegrated, isPrivate } from './exposure.ts';
import { operatorAccess } from './operator-access.ts';
import { runCommand } from './run-command.ts';

type Reach = 'yes' | 'no' | 'unknown';

const BY_ACCESS: Readonly<Record<string, readonly [Reach, string]>> = {
  jumpbox: ['yes', 'from the jump box in the network'],
  vpn: [
    'unknown',
    'through a VPN or ExpressRoute that must exist, route to the cluster’s network and resolve its private names',
  ],
  'cloud-shell': ['unknown', 'through Cloud Shell in the VNet, which an Owner has to set up'],
  'bastion-tunnel': ['unknown', 'through a Bastion tunnel, which has to be set up'],
  'private-endpoint': ['unknown', 'through a private endpoint in the operators’ VNet, which has to be made'],
  'run-command': ['yes', 'through az aks command invoke alone'],
};

const NODES: Readonly<Record<string, string>> = {
  'vnet-private': 'inside the VNet, to the API server’s internal address',
  'vnet-public': 'inside the VNet, to the API server’s internal address',
  'private-link': 'through the private endpoint in the subnet of the nodes, which must never be changed or deleted',
  'public-ranges': 'through the cluster’s outbound address, which the authorized ranges must hold',
  public: 'through the cluster’s outbound address',
};

export const contributions = [
  contribution({
    id: 'api.ways',
    because: [exposure, isPrivate, isIntegrated, operatorAccess, authorizedRanges, jumpBox, runCommand, inCluster],
    add: (plan, read) => {
      const ranges = read(authorizedRanges) ?? [];
      const listed = ranges.length > 0;
      const [reach, why]: readonly [Reach, string] = read(isPrivate)
        ? (BY_ACCESS[read(operatorAccess) ?? ''] ?? ['unknown', 'no way in is chosen'])
        : listed
          ? ['unknown', 'from an authorized range; whether your address lies in one shows when you try']
          : ['yes', 'from anywhere, with a valid sign-in'];
      plan.way({ actor: 'operators', reach, why });
      plan.way({ actor: 'nodes', reach: 'yes', why: NODES[read(exposure)] ?? '' });
      const hasJumpBox = read(jumpBox) !== 'no';
      plan.way(
        hasJumpBox
          ? { actor: 'jump box', reach: 'yes', why: 'it stands in the network, once a VM is made of its image' }
          : { actor: 'jump box', reach: 'no', why: 'these answers have none' },
      );
      plan.way({
        actor: 'hosted pipeline agents',
        reach: read(isPrivate) ? 'no' : listed ? 'unknown' : 'yes',
        why: read(isPrivate)
          ? 'they have no route into the network; use agents of your own inside it'
          : listed
            ? 'their addresses change every week; use agents of your own behind a listed address'
            : 'from anywhere, with a valid sign-in',
      });
      plan.way({
        actor: 'holders of the run command right',
        reach: read(runCommand) ? 'yes' : 'no',
        why: read(runCommand) ? 'az aks command invoke passes the network rules' : 'run command is closed',
      });
    },
  }),
  contribution({
    id: 'api.kubeconfig',
    because: [entra, authorization, localAccounts, isPrivate],
    add: (plan, read) => {
      plan.note({
        topic: 'Kubeconfig',
        says: read(entra)
          ? 'az aks get-credentials writes a kubeconfig that signs in through kubelogin; az aks install-cli brings both tools. In pipelines run kubelogin convert-kubeconfig -l workloadidentity, spn or msi: ' +
            'the device code fails under conditional access. It needs the Azure Kubernetes Service Cluster User Role, which the admin groups get.'
          : 'az aks get-credentials --admin is the only way to a kubeconfig. It holds a certificate with all rights: keep it like a key, and rotate certificates (az aks rotate-certs) when somebody leaves.',
      });
      if (read(entra) && !read(localAccounts)) {
        plan.note({
          topic: 'Break-glass',
          says:
            'Should sign-in fail, somebody with Azure Kubernetes Service Contributor Role can switch local accounts on (az aks update --enable-local-accounts), fetch an admin kubeconfig and switch them off again. ' +
            'Rotate the certificates afterwards with az aks rotate-certs: a certificate that was fetched stays valid until then.',
        });
        plan.way({
          actor: 'break-glass',
          reach: read(isPrivate) ? 'unknown' : 'yes',
          why: `local accounts can be switched on by an AKS Contributor${read(isPrivate) ? '; a host with a way to the API server is needed too' : ''}`,
        });
      } else {
        plan.way({
          actor: 'break-glass',
          reach: read(isPrivate) ? 'unknown' : 'yes',
          why: `the admin certificate can be fetched at any time${read(isPrivate) ? '; a host with a way to the API server is needed too' : ''}`,
        });
      }
      if (read(authorization) === 'azure-rbac') {
        plan.note({
          topic: 'Kubeconfig',
          says: 'A new role assignment takes up to five minutes to count in the cluster. Role bindings in the cluster count beside Azure RBAC: grant each thing in one place.',
        });
      }
    },
  }),
];
