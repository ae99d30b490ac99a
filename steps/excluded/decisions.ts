import type { Row } from './row.ts';

const LATER = 'This version does not ask it yet.';

/** Decisions of the research that are no question here: they have one answer, follow from others, or come later. */
export const decisions: readonly Row[] = [
  // They have one answer
  ['avail.automatic', 'AKS Automatic is another product; this program makes clusters of the sku Base.', 'avail.tier'],
  ['jb.region', 'The image is built in the region of the cluster, as its subnets demand.', 'base.location'],
  ['jb.stagingRg', 'The staging group is the service’s own, whose name starts with IT_.', 'jb.enable'],
  ['jb.errorHandling', 'A build that fails cleans up after itself.', 'jb.enable'],
  ['jb.validate', 'Every tool is asked for its version before the image is distributed.', 'jb.tools'],
  [
    'jb.hardening',
    'The settings of sshd come from a file that sorts first; images hardened by others fail in the builder.',
    'jb.baseImage',
  ],
  ['jb.trigger', 'No trigger is set: a new build is started by whoever wants one.', 'jb.autoRun'],
  [
    'jb.removeImageRole jb.cleanup',
    'Roles and template stay until somebody cleans up; the notes on the image in the report give the order.',
    'jb.customRoles',
  ],
  ['jb.ntp', 'The build needs no time server; no firewall row opens one.', 'jb.egress'],
  ['vn.multi', 'One release with one admission controller is installed.', 'vn.enable'],
  // They follow from others
  ['egress.fqdnRules', 'The firewall rows of the report follow from the answers.', 'egress.type, vn.nodeEgressRules'],
  ['egress.staticEgressGateway', 'A pool of the mode Gateway switches it on.', 'node.pools'],
  ['id.kubeconfig', 'The notes in the report say how people get one.', 'api.operatorAccess, id.entra'],
  [
    'mt.isolation',
    'The cluster is the border between those who do not trust each other; pools and policies keep teams of one house apart.',
    'node.pools, net.defaultDeny',
  ],
  [
    'wi.legacyReference',
    'Pod identity is recognised, refused until it is acknowledged, and left with a note on the way out.',
    'wi.mode, WI-11',
  ],
  // They come later
  [
    'vn.acr sec.acr sec.imageScan ACR-1 ACR-2 ACR-3 ACR-4 ACR-5 ACR-6 ACR-7',
    `${LATER} Without a registry of the cluster, images come from public ones or by rights that you give.`,
    'id.kubeletIdentity',
  ],
  ['vn.confidential vn.cmk vn.policyBuiltinRoles', LATER, 'vn.enable'],
  [
    'id.roleAssignments id.k8sBindings RA-1 RA-2 RA-3 RA-4 RA-5 C-RA-1 KB-1',
    `${LATER} Admin groups get their roles; grant others by hand.`,
    'id.adminGroups',
  ],
  ['net.acns', LATER, 'net.dataplane'],
  ['wi.federation wi.netRaw', LATER, 'wi.mode'],
  ['patch.kured', LATER, 'patch.nodeOs, PT-10'],
  [
    'mon.workspace mon.diagnostics mon.containerInsights mon.prometheus mon.signin MON-1 MON-2 MON-3 MON-4 DG-1 DG-2 DG-3 DG-4 CI-1 CI-2 CI-3 CI-4 CI-5 CI-6',
    LATER,
  ],
  [
    'sec.defender sec.policyAddon sec.policyInitiative sec.psp sec.safeguards DF-1 DF-2 DF-3 DF-4 DF-5 DF-6 PI-1 PI-2 PI-3 PI-4 DS-1 DS-2 DS-3',
    LATER,
  ],
  [
    'mt.namespaces mt.quota mt.psa mt.pdb MN-1 MN-2 MN-3 MN-4 MN-5 MN-6 PSA-1 PSA-2 PSA-3',
    LATER,
    'net.defaultDenyNamespaces',
  ],
];
