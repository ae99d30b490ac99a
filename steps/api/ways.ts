import type { Answer } from '../../src/core/decision.ts';
import { contribution } from '../../src/plan/contribution.ts';
import type { WayIn } from '../../src/plan/plan.ts';
import { egressType } from '../egress/type.ts';
import { authorization, entra, localAccounts } from '../id/people.ts';
import { jumpBox } from '../jb/enable.ts';
import { authorizedRanges } from './authorized-ranges.ts';
import { exposure, isIntegrated, isPrivate } from './exposure.ts';
import { operatorAccess } from './operator-access.ts';
import { runCommand } from './run-command.ts';

type Said = readonly [WayIn['reach'], string];
const ANYWHERE: Said = ['yes', 'from anywhere, with a valid sign-in'];
const UNCHOSEN: Said = ['unknown', 'no way in is chosen'];

const SIGNED_IN =
  'az aks get-credentials writes a kubeconfig that signs in through kubelogin; az aks install-cli brings both tools. In pipelines run kubelogin convert-kubeconfig -l workloadidentity, spn or msi: ' +
  'the device code fails under conditional access. It needs the Azure Kubernetes Service Cluster User Role, which the admin groups get.';
const CERTIFICATE =
  'az aks get-credentials --admin is the only way to a kubeconfig. It holds a certificate with all rights: keep it like a key, and rotate certificates (az aks rotate-certs) when somebody leaves.';
const BREAK_GLASS =
  'Should sign-in fail, somebody with Azure Kubernetes Service Contributor Role can switch local accounts on (az aks update --enable-local-accounts), fetch an admin kubeconfig and switch them off again. ' +
  'Rotate the certificates afterwards with az aks rotate-certs: a certificate that was fetched stays valid until then.';

const BY_ACCESS: Readonly<Record<string, Said>> = {
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

const NODES: Readonly<Record<Answer<typeof exposure>, string>> = {
  'vnet-private': 'inside the VNet, to the API server’s internal address',
  'vnet-public': 'inside the VNet, to the API server’s internal address',
  'private-link': 'through the private endpoint in the subnet of the nodes, which must never be changed or deleted',
  'public-ranges': 'through the cluster’s outbound address, which the authorized ranges must hold',
  public: 'through the cluster’s outbound address',
};

const operators = (isPrivate: boolean, access: string | undefined, listed: boolean): WayIn => {
  const [reach, why] = isPrivate
    ? (BY_ACCESS[access ?? ''] ?? UNCHOSEN)
    : listed
      ? (['unknown', 'from an authorized range; whether your address lies in one shows when you try'] as const)
      : ANYWHERE;
  return { actor: 'operators', reach, why };
};

const nodes = (exposed: Answer<typeof exposure>, arrive: boolean): WayIn => ({
  actor: 'nodes',
  reach: arrive ? 'yes' : 'no',
  why: arrive ? NODES[exposed] : 'the API server is public and the cluster has no way out',
});

const hostedAgents = (isPrivate: boolean, listed: boolean): WayIn => {
  const [reach, why] = isPrivate
    ? (['no', 'they have no route into the network; use agents of your own inside it'] as const)
    : listed
      ? (['unknown', 'their addresses change every week; use agents of your own behind a listed address'] as const)
      : ANYWHERE;
  return { actor: 'hosted pipeline agents', reach, why };
};

const breakGlass = (isPrivate: boolean, keepsAccount: boolean): WayIn => {
  const how = keepsAccount
    ? 'the admin certificate can be fetched at any time'
    : 'local accounts can be switched on by an AKS Contributor';
  return isPrivate
    ? { actor: 'break-glass', reach: 'unknown', why: `${how}; a host with a way to the API server is needed too` }
    : { actor: 'break-glass', reach: 'yes', why: how };
};

const jumpBoxWay = (has: boolean): WayIn => ({
  actor: 'jump box',
  reach: has ? 'yes' : 'no',
  why: has ? 'it stands in the network, once a VM is made of its image' : 'these answers have none',
});

const runCommandWay = (open: boolean): WayIn => ({
  actor: 'holders of the run command right',
  reach: open ? 'yes' : 'no',
  why: open ? 'az aks command invoke passes the network rules' : 'run command is closed',
});

export const contributions = [
  contribution({
    id: 'api.ways',
    because: [
      exposure,
      isPrivate,
      isIntegrated,
      egressType,
      operatorAccess,
      authorizedRanges,
      jumpBox,
      runCommand,
      localAccounts,
    ],
    add: (plan, read) => {
      const listed = (read(authorizedRanges) ?? []).length > 0;
      plan.way(operators(read(isPrivate), read(operatorAccess), listed));
      plan.way(nodes(read(exposure), read(isPrivate) || read(isIntegrated) || read(egressType) !== 'none'));
      plan.way(jumpBoxWay(read(jumpBox) !== 'no'));
      plan.way(hostedAgents(read(isPrivate), listed));
      plan.way(runCommandWay(read(runCommand)));
      plan.way(breakGlass(read(isPrivate), read(localAccounts)));
    },
  }),
  contribution({
    id: 'api.kubeconfig',
    because: [entra],
    add: (plan, read) => plan.note({ topic: 'Kubeconfig', says: read(entra) ? SIGNED_IN : CERTIFICATE }),
  }),
  contribution({
    id: 'api.breakGlass',
    because: [entra, localAccounts],
    when: (read) => read(entra) && !read(localAccounts),
    add: (plan) => plan.note({ topic: 'Break-glass', says: BREAK_GLASS }),
  }),
  contribution({
    id: 'api.azureRbac',
    because: [authorization],
    when: (read) => read(authorization) === 'azure-rbac',
    add: (plan) =>
      plan.note({
        topic: 'Kubeconfig',
        says: 'A new role assignment takes up to five minutes to count in the cluster. Role bindings in the cluster count beside Azure RBAC: grant each thing in one place.',
      }),
  }),
];
