/** A rule of the research that no answers can break here, and what stands in its place. */
export interface Excluded {
  readonly id: string;
  /** One or two sentences: why it cannot happen. */
  readonly why: string;
  /** Decisions, rules and checks to read instead. */
  readonly see: readonly string[];
}

type Row = readonly [ids: string, why: string, see?: string];

const LATER = 'It belongs to a cluster that is there already; this version makes new clusters only.';
const AFTER = 'It can be looked at only once the cluster is there; the notes on verification in the report say how.';

const rows: readonly Row[] = [
  // API server
  [
    'API-1',
    'A private API server has no list of ranges: the question is not due, and a profile that answers it is told so.',
    'api.authorizedRanges',
  ],
  ['API-2', 'The Standard load balancer is the only one left, and every plan names it.', 'egress.type'],
  ['API-3 API-4', `${LATER} The decision says what can be changed later.`, 'api.exposure'],
  ['API-5', 'Whether the VNet encrypts is looked at in Azure; a new one does not.', 'C-API-2'],
  ['API-9', 'Flows are judged against the security groups in Azure.', 'C-API-4'],
  [
    'API-10',
    'Whether hosted agents get in stands among the ways in of the report; no answer says that they are used.',
    'api.exposure',
  ],
  ['API-11', 'Registries are no decision of this version.'],
  ['API-12', 'It is advice for the living cluster; the report gives it among the ways in.', 'api.exposure'],
  ['C-API-3', 'It is a rule over the answers here.', 'API-6'],
  ['C-API-7 C-KC-1 C-KC-2', AFTER, 'api.exposure'],
  ['RNG-5', 'No node gets a public address of its own.', 'node.pools'],
  ['RNG-6', 'A change takes up to two minutes to count; nothing to decide.', 'api.authorizedRanges'],
  ['RNG-7', 'A list takes IPv4 ranges alone: a service tag is no value of it.', 'api.authorizedRanges'],
  ['RNG-8 RNG-9 ACC-4', 'The explanation of the ranges says it.', 'api.authorizedRanges'],
  [
    'C-RNG-1',
    'This program asks no third party for your address. Whether it is in the list shows when you try.',
    'api.authorizedRanges',
  ],
  [
    'DNS-3',
    'The plan writes either a DNS prefix or a subdomain, and a subdomain with a zone of yours alone.',
    'api.fqdnSubdomain, DNS-4',
  ],
  [
    'DNS-5',
    'A public API server has no private zone: the questions are not due.',
    'api.privateDnsZone, api.publicFqdn',
  ],
  // Identity
  ['ID-1', `It can never be switched off. ${LATER}`, 'id.entra'],
  ['ID-2', 'Admin groups are asked for with Entra ID alone.', 'id.adminGroups'],
  ['ID-3 AUZ-3 AUZ-4', 'It is advice for the living cluster, not a choice.', 'id.authorization'],
  ['AUZ-1', 'Kubernetes RBAC is on in every plan.', 'id.authorization'],
  ['C-AUZ-1', 'It is a rule over the answers here.', 'AUZ-2'],
  [
    'LOC-3 LOC-4 LOC-5',
    'The explanation of the decision and the break-glass note of the report say it.',
    'id.localAccounts',
  ],
  ['MI-1 MI-3', LATER, 'id.controlPlaneIdentity'],
  ['MI-5', 'Each role is written out, and az is told to assign none by itself.', 'PF-13'],
  ['KI-1', 'Only a user-assigned identity is a value of the decision.', 'id.kubeletIdentityId'],
  ['KI-2', 'The plan grants it before the cluster is made.', 'PF-13'],
  ['KI-3', 'No registry is attached by az here: pulling is a grant of its own.', 'id.kubeletIdentity'],
  // Network; the rules of the VNet were VN-1 to VN-7 in the research
  ['VN-1 NET-1', 'A subnet that exists is looked at in Azure; a new one is delegated as it must be.', 'PF-11, NET-13'],
  ['VN-2', 'It is called NET-2 here.', 'NET-2, PF-12'],
  ['VN-3', 'It is called NET-3 here.', 'NET-3'],
  ['VN-4', 'It is called NET-4 here.', 'NET-4, C-VN-2'],
  ['VN-5', 'It is called NET-5 here.', 'NET-5'],
  [
    'VN-6 NET-6',
    'The control plane gets the built-in role; an existing identity is judged by the actions it holds.',
    'PF-13',
  ],
  ['VN-7', 'It is called NET-7 here.', 'NET-7, EG-3, EG-4'],
  ['IP-1', 'The range of pods is asked for with an overlay or kubenet alone.', 'net.podRange'],
  ['IP-2', 'Every plan names the network plugin beside the policy engine.', 'net.policy'],
  ['IP-4 IP-5 DP-6', LATER, 'net.ipam'],
  ['IP-6', 'Clusters are IPv4 alone in this version.', 'net.ipam'],
  ['IP-7 NP-5 DP-7', 'Node auto-provisioning is no decision of this version.', 'node.pools'],
  ['DP-3 DP-5', 'The notes on network policies in the report say it.', 'net.defaultDeny'],
  ['DP-4', 'The firewall rows have the AzureMonitor tag with Cilium.', 'egress.type'],
  ['NP-1 NP-2 NP-3 NP-4', LATER, 'net.policy'],
  ['DD-2 DD-3 DD-5', 'The notes on network policies in the report say it.', 'net.defaultDeny'],
  ['DD-4', 'The policies that deny what goes out always come with one that allows DNS.', 'net.defaultDeny'],
  // Egress
  ['EG-1', 'Every pool is a scale set behind the Standard load balancer.', 'node.pools'],
  ['EG-5', 'Settings of the other outbound types are no answers here.', 'egress.type'],
  ['EG-6 EG-7', LATER, 'egress.type'],
  ['EG-9', 'NAT gateways and their addresses are of the SKU Standard, both new.', 'egress.type'],
  ['EG-10', 'The preview’s other spelling is never written.', 'egress.type'],
  ['FW-1 FW-3', 'The note on egress in the report says it.', 'egress.type'],
  ['FW-2', 'Security groups of existing subnets are looked at in Azure.', 'C-API-4, NW-07'],
  ['C-EG-3', 'No existing public address is put on the load balancer.', 'egress.type'],
  ['C-EG-4', AFTER, 'egress.type'],
  // Pod identity
  ['WI-1', `The issuer can never be switched off. ${LATER}`, 'wi.mode'],
  [
    'WI-2 WI-3 WI-6 WI-7 WI-8 WI-9 WI-10',
    'It is about federated credentials and the pods that use them; the report’s note on pod identity says what to heed.',
    'wi.mode',
  ],
  ['WI-4', 'This version makes one federated credential at the most, for virtual nodes.', 'wi.mode'],
  [
    'WI-5',
    'It holds for the older virtual node add-on, which is never used: virtual nodes of the chart can use workload identity.',
    'vn.identity',
  ],
  // Patching, versions, tier
  ['PT-3', 'Whether a policy would deny it is asked of Azure.', 'PF-15'],
  ['PT-6', 'The decision says that a change makes nodes anew.', 'patch.nodeOs'],
  ['PT-7 PM-1', 'A window has 4 to 24 hours; nothing else is a value.', 'patch.windows'],
  ['PT-8', 'The explanation of the decision says it.', 'patch.nodeOs'],
  ['PT-9', 'Quota is looked at with an upgrade’s peak; disruption budgets are a note of the report.', 'PF-06'],
  [
    'C-PT-1',
    'Rules of a firewall are not read from Azure; the firewall rows have snapshot.ubuntu.com where it is needed.',
    'PT-2',
  ],
  ['AU-1 AU-2 AU-4 KV-2 KV-3', LATER, 'patch.cluster, patch.k8sVersion'],
  ['KV-1 TI-2', 'The support plan follows from the tier and is no question.', 'avail.tier'],
  ['TI-1 TI-5', 'The old argument and the old tier are never written.', 'avail.tier'],
  ['TI-3', 'Every plan names its tier.', 'avail.tier'],
  ['TI-4', 'Cost analysis is no decision of this version.'],
  ['PM-2 PM-5', 'The note on maintenance in the report says it.', 'patch.windows'],
  ['PM-3', 'Days without planned work are sent as a body: az has no argument for them.', 'patch.windows'],
  ['PM-4', 'The commands that do not exist are never written.', 'patch.windows'],
  ['KU-1 KU-2 KU-3', 'No decision here is about kured; without it the channel Unmanaged warns.', 'PT-10'],
  // Pools
  ['AZ-1 POOL-6', `Zones, size, pods a node and subnet of a pool are fixed. ${LATER}`, 'node.pools'],
  ['AZ-3 AZ-4', 'It is advice on addresses, registries and disks beside the pool.', 'node.pools'],
  ['POOL-4', 'It is advice for the living cluster.', 'node.pools'],
  ['POOL-7', 'Quota is looked at in Azure, an upgrade’s peak included.', 'PF-06'],
  // Node resource group
  ['NRG-1 NRG-6 NRG-7', 'The note on the node resource group in the report says it.', 'nrg.lockdown'],
  ['NRG-8', 'Signing in to nodes over SSH with Entra ID is no decision of this version.', 'nrg.lockdown'],
  // Virtual nodes
  ['HC-3 VN-03', 'The older virtual node add-on (aciConnectorLinux) is never switched on.', 'vn.enable'],
  [
    'HC-8 VN-18',
    'Trusted access to a registry is off in every plan, so it never meets workload identity; there is one release with one admission controller.',
    'vn.identity',
  ],
  ['VN-01', 'It is a rule over the answers here.', 'HC-1, IP-9'],
  ['VN-02', 'It is a rule over the answers here.', 'API-16'],
  ['VN-06', 'It is a rule over the answers here; the subnet itself is looked at in Azure.', 'NET-8, NET-11, PF-11'],
  ['VN-12', 'AKS Automatic is never written.', 'vn.enable'],
  [
    'VN-16',
    'The namespace of the chart is made with the level it needs; no policy that denies is assigned by this version.',
    'vn.enable',
  ],
  ['VN-17', 'Confidential pods are no decision of this version.', 'vn.enable'],
  ['NW-13', 'A VNet in the node resource group cannot be chosen with virtual nodes.', 'NET-7'],
  ['NW-15', 'Volumes of pods are no decision of this version.'],
  // Jump box image
  ['HC-11 JB-11', 'A template has one identity in every plan, and the build VM none.', 'jb.enable'],
  ['HC-12', 'The provider is registered by the plan; provider and quota are looked at in Azure.', 'PF-03, Q-03'],
  [
    'HC-15 JB-14',
    'The name of a template ends with digits of its content: another content is another template.',
    'jb.enable',
  ],
  ['JB-03', 'They are rules over the answers here.', 'HC-10, HC-13'],
  ['JB-04 JB-05', 'The subnets of the build are looked at like all others.', 'PF-11, C-VN-1, NW-05, NW-06'],
  ['JB-10', 'The identity is new and gets its roles from the plan, which waits until they are seen.', 'jb.customRoles'],
  ['JB-12', 'The staging group is always the service’s own.', 'jb.enable'],
  ['JB-15', 'The time limit of a build is fixed.', 'jb.enable'],
  ['JB-17', 'Every step stands in the template: no script is fetched.', 'jb.enable'],
  ['JB-18', 'Locks and policies are looked at for every group.', 'CM-07, PF-15'],
  [
    'JB-19',
    'The build needs no way to the cluster; the jump box does, by its subnet in the VNet.',
    'api.operatorAccess',
  ],
];

/** What `explain` says of ids that are neither a decision nor a rule nor a check here. */
export const excluded: readonly Excluded[] = rows.flatMap(([ids, why, see = '']) =>
  ids.split(' ').map((id) => ({ id, why, see: see === '' ? [] : see.split(', ') })),
);
