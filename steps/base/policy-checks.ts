import type { Look } from '../../src/azure/port.ts';
import { policyRestrictions } from '../../src/azure/queries/policy.ts';
import { resourceGroup as groupQuery } from '../../src/azure/queries/resource-groups.ts';
import { check, pass, warn } from '../../src/checks/check.ts';
import type { AnyRead } from '../../src/core/decision.ts';
import { authorizedRanges, CLUSTER_EGRESS } from '../api/authorized-ranges.ts';
import { isIntegrated, isPrivate } from '../api/exposure.ts';
import { runCommand } from '../api/run-command.ts';
import { egressType } from '../egress/type.ts';
import { API } from '../facts/api-versions.ts';
import { learnElsewhere } from '../facts/dates.ts';
import { adminGroups, authorization, entra, localAccounts } from '../id/people.ts';
import { pools } from '../node/pools.ts';
import { nodeOsChannel, upgradeChannel } from '../patch/versions.ts';
import { podIdentity } from '../wi/mode.ts';
import { location } from './location.ts';
import { clusterName, resourceGroup, tags } from './names.ts';
import { subscription } from './subscription.ts';

const CLUSTER = 'Microsoft.ContainerService/managedClusters';

const READS = [
  subscription,
  location,
  clusterName,
  resourceGroup,
  tags,
  isPrivate,
  isIntegrated,
  authorizedRanges,
  runCommand,
  egressType,
  entra,
  adminGroups,
  authorization,
  localAccounts,
  pools,
  upgradeChannel,
  nodeOsChannel,
  podIdentity,
] as const;

/** The cluster as far as policies look at it: enough to be judged, not what is deployed. */
function planned(read: AnyRead): Readonly<Record<string, unknown>> {
  const ranges = (read(authorizedRanges) ?? []).filter((range) => range !== CLUSTER_EGRESS);
  const workloadIdentity = read(podIdentity) === 'workload-identity';
  return {
    type: CLUSTER,
    name: read(clusterName),
    location: read(location),
    tags: read(tags),
    identity: { type: 'UserAssigned' },
    properties: {
      enableRBAC: true,
      disableLocalAccounts: !read(localAccounts),
      ...(read(entra)
        ? {
            aadProfile: {
              managed: true,
              enableAzureRBAC: read(authorization) === 'azure-rbac',
              adminGroupObjectIDs: read(adminGroups) ?? [],
            },
          }
        : {}),
      apiServerAccessProfile: {
        enablePrivateCluster: read(isPrivate),
        enableVnetIntegration: read(isIntegrated),
        disableRunCommand: !read(runCommand),
        authorizedIPRanges: ranges,
      },
      networkProfile: { networkPlugin: 'azure', outboundType: read(egressType) },
      autoUpgradeProfile: { upgradeChannel: read(upgradeChannel), nodeOSUpgradeChannel: read(nodeOsChannel) },
      oidcIssuerProfile: { enabled: workloadIdentity },
      securityProfile: { workloadIdentity: { enabled: workloadIdentity } },
      agentPoolProfiles: read(pools).map((pool) => ({
        name: pool.name,
        mode: pool.mode,
        vmSize: pool.size,
        osType: pool.osType,
        enableEncryptionAtHost: pool.encryptionAtHost,
        securityProfile: { enableSecureBoot: pool.secureBoot, enableVTPM: pool.vtpm },
      })),
    },
  };
}

/** The group where it exists, else the subscription: restrictions are judged at what is there. */
async function scopeFor(subscriptionId: string, group: string, look: Look): Promise<string> {
  const seen = await look(groupQuery, { subscription: subscriptionId, group });
  return `/subscriptions/${subscriptionId}${seen.is === 'found' ? `/resourceGroups/${group}` : ''}`;
}

const allowed = check({
  id: 'PF-15',
  aliases: ['CM-08'],
  title: 'No policy would refuse the cluster',
  level: 'should',
  reads: READS,
  targets: (read) => [
    { name: read(clusterName), subscription: read(subscription), group: read(resourceGroup), content: planned(read) },
  ],
  run: async ({ subscription: id, group, content }, look) => {
    const scope = await scopeFor(id, group, look);
    const seen = await look(policyRestrictions, { scope, apiVersion: API[CLUSTER], content });
    const denials = seen.is === 'found' ? seen.value : [];
    if (denials.length === 0) return pass('none that shows for the settings that policies look at');
    const says = denials.map((one) => `${one.assignment.split('/').at(-1)}: ${one.reason || one.effect}`);
    return warn(says.join('; '), 'Change the setting, or ask for an exemption');
  },
  source: learnElsewhere('governance/policy/concepts/effect-deny', 'Azure Policy: the effect deny', '2026-08-21'),
});

export const checks = [allowed];
