import { contribution } from '../../src/plan/contribution.ts';
import { param } from '../../src/plan/value.ts';
import { PROVIDERS, SUBSCRIPTION_FEATURES } from '../facts/providers.ts';
import { ROLES } from '../facts/roles.ts';
import { STANDBY } from '../facts/virtual-nodes.ts';
import { registerProviders } from '../flows.ts';
import { subnetFor, subnetList } from '../net/subnets.ts';
import { aciGroup, subnets } from '../resources.ts';
import { sandboxProvider, standbyPrincipal, standbyReady } from './provider.ts';
import { aciGroupChoice } from './resource-group.ts';

/** What the service behind standby pools needs (VJ 2.6): Azure's page grants it on the subscription, here it is the least place. */
export const standbyPool = contribution({
  id: 'vn.standby',
  because: [sandboxProvider, standbyPrincipal, standbyReady, aciGroupChoice, subnetList],
  when: (read) => read(sandboxProvider) === 'StandbyPool' && subnetFor(read(subnetList), 'containers') !== undefined,
  add: (plan, read) => {
    registerProviders(plan, PROVIDERS.virtualNodesStandby);
    const to = {
      symbol: 'standbyPools',
      principalId: param(
        'standbyPoolsPrincipalId',
        read(standbyPrincipal) ?? '',
        'Object id of the service principal Standby Pool Resource Provider',
      ),
      principalType: 'ServicePrincipal',
      words: 'the service principal Standby Pool Resource Provider',
    } as const;
    const late = read(aciGroupChoice) === 'node' ? ({ stage: 'access' } as const) : {};
    for (const { name: role, guid: roleId } of [
      ROLES.containerInstancesContributor,
      ROLES.standbyContainerGroupPoolContributor,
    ])
      plan.grant({ to, role, roleId, on: aciGroup, why: 'makes the container groups that wait', ...late });
    const { name: role, guid: roleId } = ROLES.networkContributor;
    plan.grant({ to, role, roleId, on: subnets.containers, why: 'places container groups in their subnet', ...late });
    const { namespace, name } = SUBSCRIPTION_FEATURES.standbyPools;
    plan.note({
      topic: 'Standby pools',
      domain: 'subscription',
      says: `Standby pools may need the feature ${name} of ${namespace}, which whoever owns the subscription registers once: az feature register --namespace ${namespace} --name ${name}. Not confirmed for this release: Azure may know it no more.`,
    });
    for (const says of [
      `The standby pool keeps ${read(standbyReady) ?? STANDBY.ready} container groups of ${STANDBY.cpu} CPU and ${STANDBY.memoryGB} GB ready, whatever a pod asks for; to have them hold an image, run a pod with the annotation microsoft.containerinstance.virtualnode.imagecachepod: "true".`,
      'Pods with an identity of their own need Managed Identity Operator for the service Standby Pool Resource Provider on that identity.',
    ])
      plan.note({ topic: 'Standby pools', says });
  },
});
