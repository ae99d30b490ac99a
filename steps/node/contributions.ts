import { contribution } from '../../src/plan/contribution.ts';
import { type Body, idOf, keyed, param, type ResourceSymbol, symbol } from '../../src/plan/value.ts';
import { apiFor, usedProperties } from '../facts/api-versions.ts';
import { PROVIDERS, SUBSCRIPTION_FEATURES } from '../facts/providers.ts';
import { registerProviders } from '../flows.ts';
import { poolSubnetSymbol } from '../net/groups.ts';
import { ipam, podAllocation, podsPerNode } from '../net/pods.ts';
import { ownVnet } from '../net/vnet.ts';
import { cluster, subnets } from '../resources.ts';
import { hasGateway } from './capacity.ts';
import { type Pool, pools } from './pools.ts';

const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const POOL = 'Microsoft.ContainerService/managedClusters/agentPools';

export const poolSymbol = (name: string): ResourceSymbol<typeof POOL> => symbol(`${name}Pool`, POOL);

/** The pool that is made with the cluster. */
export const firstPoolOf = (all: readonly Pool[]): Pool | undefined =>
  all.find((pool) => pool.mode === 'System' && pool.osType === 'Linux') ?? all[0];

/** How many nodes: a fixed number, or the bounds of the autoscaler, which starts at the lowest. */
function sizeOf(pool: Pool): Body {
  const many = (what: string, count: number | undefined, says: string) =>
    param(`${pool.name}Pool${what}`, count ?? 0, `${says} of the pool ${pool.name}`);
  if (pool.min === undefined) return { count: many('Count', pool.count, 'Nodes') };
  return {
    enableAutoScaling: true,
    count: many('Min', pool.min, 'Fewest nodes'),
    minCount: many('Min', pool.min, 'Fewest nodes'),
    maxCount: many('Max', pool.max, 'Most nodes'),
  };
}

interface Places {
  readonly own: boolean;
  readonly podSubnet: boolean;
  readonly blocks: boolean;
  readonly maxPods: number;
}

/** What is off by default in Azure is left out when it is off here: az has no arguments to say so. */
function poolBody(pool: Pool, at: Places): Body {
  const nodeSubnet = pool.subnet === undefined ? subnets.nodes : poolSubnetSymbol(pool.name);
  const hardened = {
    ...(pool.vtpm ? { enableVTPM: true } : {}),
    ...(pool.secureBoot ? { enableSecureBoot: true } : {}),
  };
  return {
    type: 'VirtualMachineScaleSets',
    mode: pool.mode,
    osType: pool.osType,
    osSKU: pool.osSku,
    vmSize: param(`${pool.name}PoolSize`, pool.size, `VM size of the pool ${pool.name}`),
    ...sizeOf(pool),
    maxPods: at.maxPods,
    ...(pool.zones.length > 0 ? { availabilityZones: pool.zones } : {}),
    ...(pool.taints.length > 0 ? { nodeTaints: pool.taints } : {}),
    ...(Object.keys(pool.labels).length > 0 ? { nodeLabels: pool.labels } : {}),
    ...(at.own ? { vnetSubnetID: idOf(nodeSubnet) } : {}),
    ...(at.podSubnet ? { podSubnetID: idOf(subnets.pods) } : {}),
    ...(at.podSubnet && at.blocks ? { podIPAllocationMode: 'StaticBlock' } : {}),
    ...(pool.encryptionAtHost ? { enableEncryptionAtHost: true } : {}),
    ...(Object.keys(hardened).length > 0 ? { securityProfile: hardened } : {}),
  };
}

const poolsOfCluster = contribution({
  id: 'node.pools',
  because: [pools, podsPerNode, ipam, podAllocation, ownVnet],
  add: (plan, read) => {
    const all = read(pools);
    const bodyOf = (pool: Pool) =>
      poolBody(pool, {
        own: read(ownVnet),
        podSubnet: read(ownVnet) && read(ipam) === 'pod-subnet',
        blocks: read(podAllocation) === 'StaticBlock',
        maxPods: read(podsPerNode)[pool.name] ?? 0,
      });
    const first = firstPoolOf(all);
    for (const pool of all) {
      const body = bodyOf(pool);
      if (pool === first) {
        plan.extend(cluster, { properties: { agentPoolProfiles: keyed('name', { [pool.name]: body }) } });
        plan.atLeast(cluster, apiFor(CLUSTER, usedProperties({ properties: { agentPoolProfiles: [body] } })));
        continue;
      }
      plan.add(poolSymbol(pool.name), {
        api: apiFor(POOL, usedProperties({ properties: body })),
        scope: { in: 'parent', of: cluster.symbol },
        name: pool.name,
        stage: 'cluster',
        body: { properties: body },
      });
    }
  },
});

const gateway = contribution({
  id: 'node.gateway',
  because: [hasGateway, pools],
  when: (read) => read(hasGateway),
  add: (plan) => {
    plan.extend(cluster, { properties: { networkProfile: { staticEgressGatewayProfile: { enabled: true } } } });
    plan.note({
      topic: 'Egress',
      says: 'Pods leave through the gateway pool once a StaticGatewayConfiguration names it and they carry its annotation. Network policies do not apply to traffic that goes through it.',
    });
  },
});

const providers = contribution({
  id: 'node.providers',
  because: [pools],
  add: (plan, read) => {
    registerProviders(plan, PROVIDERS.cluster);
    if (!read(pools).some((pool) => pool.encryptionAtHost)) return;
    const { namespace, name } = SUBSCRIPTION_FEATURES.encryptionAtHost;
    plan.feature({ namespace, name, for: 'Host encryption', stage: 'cluster', domain: 'subscription' });
    plan.note({
      topic: 'Subscription',
      says: `Host encryption needs the feature ${name} of ${namespace} in the subscription; whoever owns it registers it once: az feature register --namespace ${namespace} --name ${name}.`,
    });
  },
});

export const contributions = [poolsOfCluster, gateway, providers];
