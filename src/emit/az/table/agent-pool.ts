import {
  type AzType,
  comma,
  flag,
  implicit,
  LONG_AGO,
  mapped,
  pairs,
  type Row,
  sent,
  spread,
  update,
  value,
} from '../row.ts';

const OS_SKU = { AzureLinux3: '2.78.0', Ubuntu2404: '2.82.0', Windows2025: '2.86.0' };

/** The leaves of a pool, which az spells differently for the first pool of a new cluster and for every other. */
export function poolRows(at: string, first: boolean): readonly Row[] {
  const name = (ofCluster: string, ofPool: string) => (first ? ofCluster : ofPool);
  return [
    value(`${at}vmSize`, '--node-vm-size'),
    value(`${at}count`, '--node-count'),
    flag(`${at}enableAutoScaling`, { true: ['--enable-cluster-autoscaler'] }),
    value(`${at}minCount`, '--min-count'),
    value(`${at}maxCount`, '--max-count'),
    value(`${at}osSKU`, '--os-sku', LONG_AGO, OS_SKU),
    spread(`${at}availabilityZones`, '--zones'),
    value(`${at}maxPods`, '--max-pods'),
    value(`${at}vnetSubnetID`, '--vnet-subnet-id'),
    value(`${at}podSubnetID`, '--pod-subnet-id'),
    comma(`${at}nodeTaints`, name('--nodepool-taints', '--node-taints'), name('2.74.0', LONG_AGO)),
    pairs(`${at}nodeLabels`, name('--nodepool-labels', '--labels')),
    pairs(`${at}tags`, name('--nodepool-tags', '--tags')),
    flag(`${at}enableEncryptionAtHost`, { true: ['--enable-encryption-at-host'] }),
    flag(`${at}enableFIPS`, { true: ['--enable-fips-image'] }),
    flag(`${at}enableUltraSSD`, { true: ['--enable-ultra-ssd'] }),
    flag(`${at}enableNodePublicIP`, { true: ['--enable-node-public-ip'] }),
    flag(`${at}securityProfile.enableSecureBoot`, { true: ['--enable-secure-boot'] }, '2.66.0'),
    flag(`${at}securityProfile.enableVTPM`, { true: ['--enable-vtpm'] }, '2.66.0'),
    update(`${at}securityProfile.sshAccess`, 'core az 2.91 has no argument'),
    value(`${at}osDiskType`, '--node-osdisk-type'),
    value(`${at}osDiskSizeGB`, '--node-osdisk-size'),
    update(`${at}kubeletDiskType`, 'core az 2.91 has no argument'),
    value(`${at}orchestratorVersion`, '--kubernetes-version'),
    value(`${at}podIPAllocationMode`, '--pod-ip-allocation-mode', '2.75.0'),
    sent(`${at}type`, ['VirtualMachineScaleSets'], 'the only kind that this program plans'),
    sent(`${at}scaleSetPriority`, ['Regular'], 'spot pools are not planned'),
  ];
}

const WHY_POOL = 'the service does the same when it is not said';

/** What az sends of a pool when nobody asks. */
export const poolImplicit = (at: string) => [
  implicit(`${at}osType`, 'Linux', WHY_POOL),
  implicit(`${at}type`, 'VirtualMachineScaleSets', WHY_POOL),
  implicit(`${at}scaleSetPriority`, 'Regular', WHY_POOL),
  implicit(`${at}enableAutoScaling`, false, WHY_POOL),
  implicit(`${at}enableNodePublicIP`, false, WHY_POOL),
  implicit(`${at}enableEncryptionAtHost`, false, WHY_POOL),
  implicit(`${at}enableUltraSSD`, false, WHY_POOL),
  implicit(`${at}enableFIPS`, false, WHY_POOL),
  implicit(`${at}nodeTaints`, [], WHY_POOL),
];

const P = 'properties.';

export const agentPools: AzType = {
  type: 'Microsoft.ContainerService/managedClusters/agentPools',
  command: 'aks nodepool add',
  since: LONG_AGO,
  address: [
    ['--subscription', 'subscription'],
    ['--resource-group', 'group'],
    ['--cluster-name', 'parent'],
    ['--name', 'name'],
  ],
  rows: [
    value(`${P}mode`, '--mode', LONG_AGO, { Gateway: '2.75.0' }),
    value(`${P}osType`, '--os-type'),
    ...poolRows(P, false),
    mapped(`${P}scaleDownMode`, '--scale-down-mode', { Delete: 'Delete', Deallocate: 'Deallocate' }),
    value(`${P}upgradeSettings.maxSurge`, '--max-surge'),
    value(`${P}upgradeSettings.maxUnavailable`, '--max-unavailable', '2.80.0'),
    value(`${P}upgradeSettings.drainTimeoutInMinutes`, '--drain-timeout', '2.57.0'),
    value(`${P}upgradeSettings.nodeSoakDurationInMinutes`, '--node-soak-duration', '2.57.0'),
    value(`${P}gatewayProfile.publicIPPrefixSize`, '--gateway-prefix-size', '2.75.0'),
  ],
  must: [`${P}vmSize`, `${P}mode`],
  implicit: [
    ...poolImplicit(P),
    implicit(`${P}scaleDownMode`, 'Delete', WHY_POOL),
    implicit(`${P}upgradeSettings.undrainableNodeBehavior`, 'Schedule', WHY_POOL),
  ],
  always: [],
};
