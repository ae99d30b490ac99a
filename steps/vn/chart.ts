import type { AnyRead } from '../../src/core/decision.ts';
import { contribution } from '../../src/plan/contribution.ts';
import { type Body, nameOf, param, runtime } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { locationOf, MANAGED_BY, named, OWN_TAG, tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { WORKLOAD_IDENTITY } from '../facts/entra.ts';
import { CHART } from '../facts/virtual-nodes.ts';
import { subnetFor, subnetList } from '../net/subnets.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { aciGroup, cluster, clusterGroup, subnets } from '../resources.ts';
import { virtualNodeKubeProxy, virtualNodeReplicas, virtualNodeZone } from './capacity.ts';
import { chartVersion } from './chart-version.ts';
import { virtualNodeIdentity } from './identity.ts';
import { sandboxProvider, standbyReady } from './provider.ts';
import { virtualNodesCredential, virtualNodesIdentity } from './symbols.ts';

const NAMESPACE = CHART.defaultNamespace;
const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';

export const workloadIdentity = contribution({
  id: 'vn.workloadIdentity',
  because: [virtualNodeIdentity, clusterName, location, tags],
  when: (read) => read(virtualNodeIdentity) === 'workload',
  add: (plan, read) => {
    plan.add(virtualNodesIdentity, {
      api: API[IDENTITY],
      scope: { in: 'group', group: clusterGroup.symbol },
      name: param(
        'virtualNodesIdentityName',
        named('id', read(clusterName), 'virtual-nodes', 128),
        'Identity of the virtual nodes',
      ),
      stage: 'identity',
      body: { location: locationOf(read), tags: tagsOf(read) },
    });
    plan.extend(cluster, {
      properties: {
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: true } },
      },
    });
    plan.add(virtualNodesCredential, {
      api: API[`${IDENTITY}/federatedIdentityCredentials`],
      scope: { in: 'parent', of: virtualNodesIdentity.symbol },
      name: param('virtualNodesCredentialName', CHART.serviceAccount, 'Name of the federated credential'),
      stage: 'access',
      body: {
        properties: {
          issuer: runtime(cluster, 'properties.oidcIssuerProfile.issuerURL'),
          subject: `system:serviceaccount:${NAMESPACE}:${CHART.serviceAccount}`,
          audiences: [WORKLOAD_IDENTITY.audience],
        },
      },
    });
  },
});

/** Tags as the chart takes them; one with a separator in it cannot be written there and is left out. */
function customTags(read: AnyRead): string {
  const all = { ...(read(tags) as Readonly<Record<string, string>>), [OWN_TAG]: read(clusterName) as string };
  return Object.entries(all)
    .filter(([name, value]) => !/[;=]/.test(`${name}${value}`) && value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** The values of a standby pool are texts, as in the chart's own values. */
function provider(read: AnyRead): Body {
  const ready = read(standbyReady) as number | undefined;
  const zone = read(virtualNodeZone) as string;
  if (ready === undefined) return { sandboxProviderType: 'OnDemand' };
  return {
    sandboxProviderType: 'StandbyPool',
    standbyPool: { maxReadyCapacity: String(ready), zones: zone === 'none' ? '' : zone },
  };
}

function chartValues(read: AnyRead): Body {
  const zone = read(virtualNodeZone) as string;
  const isWorkload = read(virtualNodeIdentity) === 'workload';
  return {
    replicaCount: read(virtualNodeReplicas) as number,
    admissionControllerReplicaCount: 1,
    aciSubnetName: nameOf(subnets.containers),
    aciResourceGroupName: nameOf(aciGroup),
    namespace: NAMESPACE,
    zones: zone === 'none' ? '' : zone,
    ...provider(read),
    IsWorkloadIdentityEnabled: isWorkload ? 'Enabled' : 'Disabled',
    ...(isWorkload
      ? {
          IdentityClientId: runtime(virtualNodesIdentity, 'properties.clientId'),
          IdentityTenantId: runtime(virtualNodesIdentity, 'properties.tenantId'),
        }
      : {}),
    acrTrustedAccess: { enabled: false },
    kubeProxy: { enabled: read(virtualNodeKubeProxy) as boolean },
    customTags: customTags(read),
    podDisruptionBudget: { minAvailable: (read(virtualNodeReplicas) as number) > 1 ? 1 : 0 },
  };
}

export const chart = contribution({
  id: 'vn.chart',
  because: [
    virtualNodes,
    chartVersion,
    virtualNodeReplicas,
    virtualNodeZone,
    virtualNodeKubeProxy,
    virtualNodeIdentity,
    sandboxProvider,
    standbyReady,
    subnetList,
    tags,
    clusterName,
  ],
  when: (read) => read(virtualNodes) && subnetFor(read(subnetList), 'containers') !== undefined,
  add: (plan, read) => {
    // infra containers are privileged and mount host paths: no stricter level can be enforced here
    plan.object({
      symbol: 'virtualNodesNamespace',
      manifest: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: NAMESPACE, labels: { ...MANAGED_BY, 'pod-security.kubernetes.io/enforce': 'privileged' } },
      },
    });
    plan.chart({
      symbol: 'virtualNodes',
      release: CHART.name,
      repository: CHART.repository,
      chart: CHART.name,
      version: read(chartVersion) ?? CHART.defaultVersion,
      namespace: NAMESPACE,
      values: chartValues(read),
    });
  },
});
