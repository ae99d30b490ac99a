import { cluster } from '../../src/azure/queries/clusters.ts';
import { resourceGroup as groupQuery } from '../../src/azure/queries/resource-groups.ts';
import { subscription as subscriptionQuery } from '../../src/azure/queries/subscriptions.ts';
import { azVersion } from '../../src/azure/queries/tools.ts';
import { check, fail, notRun, pass, warn } from '../../src/checks/check.ts';
import { OWN_TAG } from '../common.ts';
import { AZ_FLOOR, AZ_RECOMMENDED, AZ_SOURCES, compareVersions } from '../facts/az-versions.ts';
import { learn, learnElsewhere } from '../facts/dates.ts';
import { jumpBox } from '../jb/enable.ts';
import { imageGroupNameOf } from '../jb/image-resources.ts';
import { networkGroupName } from '../net/vnet.ts';
import { aciGroupChoice, aciGroupName } from '../vn/resource-group.ts';
import { clusterName, resourceGroup } from './names.ts';
import { subscription, tenant } from './subscription.ts';

const GROUPS = learnElsewhere(
  'azure-resource-manager/management/overview',
  'Azure Resource Manager: resource groups',
  '2026-08-21',
);
const CREATE = learn('learn/quick-kubernetes-deploy-cli', 'Create an AKS cluster');

const UPGRADE = 'az upgrade; or use the Bicep, which needs no az of this version';

const az = check({
  id: 'PF-01',
  title: 'az on this machine knows every argument of the script',
  level: 'should',
  reads: [],
  targets: () => [{ name: 'az' }],
  run: async (_target, look) => {
    const seen = await look(azVersion, {});
    if (seen.is === 'absent' || !/^\d+\.\d+/.test(seen.value.version))
      return notRun('az does not say which version it is');
    const { version } = seen.value;
    if (compareVersions(version, AZ_FLOOR) < 0)
      return fail(`az ${version}; arguments of the script need ${AZ_FLOOR}`, UPGRADE);
    if (compareVersions(version, AZ_RECOMMENDED) < 0)
      return warn(
        `az ${version}; a window for releases of AKS needs ${AZ_RECOMMENDED}, and fresh identities fare better with it`,
        UPGRADE,
      );
    return pass(`az ${version}`);
  },
  source: AZ_SOURCES[1],
});

const usable = check({
  id: 'PF-02',
  aliases: ['CM-01'],
  title: 'The subscription is enabled and visible',
  level: 'must',
  reads: [subscription, tenant],
  targets: (read) => [{ name: read(subscription), tenant: read(tenant) }],
  run: async ({ name, tenant: wanted }, look) => {
    const seen = await look(subscriptionQuery, { subscription: name });
    const fix = `az login; az account set --subscription ${name}`;
    if (seen.is === 'absent') return fail('it is not visible to this sign-in', fix);
    if (seen.value.state !== 'Enabled')
      return fail(`${seen.value.name} is ${seen.value.state}`, 'Enable it in the portal, or choose another one');
    if (wanted !== 'subscription' && wanted !== seen.value.tenantId) {
      return warn(
        `${seen.value.name} is in tenant ${seen.value.tenantId}, people sign in to ${wanted}`,
        'Azure RBAC for Kubernetes needs one tenant: set base.tenant to subscription',
      );
    }
    return pass(`${seen.value.name} is enabled`);
  },
  source: GROUPS,
});

const groups = check({
  id: 'PF-09',
  aliases: ['CM-09'],
  title: 'The resource groups can be used',
  level: 'must',
  reads: [subscription, resourceGroup, clusterName, networkGroupName, aciGroupChoice, aciGroupName, jumpBox],
  targets: (read) => {
    const aci = read(aciGroupChoice);
    const image = read(jumpBox) === 'build' ? imageGroupNameOf(read(clusterName)) : undefined;
    const named = [read(resourceGroup), read(networkGroupName), aci === 'node' ? undefined : read(aciGroupName), image];
    return [...new Set(named.filter((name) => name !== undefined))].map((name) => ({
      name,
      subscription: read(subscription),
      mustExist: aci === 'existing' && name === read(aciGroupName),
    }));
  },
  run: async ({ name, subscription: id, mustExist }, look) => {
    const seen = await look(groupQuery, { subscription: id, group: name });
    if (seen.is === 'absent') {
      return mustExist
        ? fail('it does not exist', `az group create --name ${name} --location <region>`)
        : pass('it will be made');
    }
    const { managedBy, state, location } = seen.value;
    if (managedBy !== undefined) return fail(`it is managed by ${managedBy}`, 'Choose a group of your own');
    return state === 'Succeeded'
      ? pass(`it is there, in ${location}`)
      : fail(`it is there, and ${state}`, 'Wait until that is over, or choose another name');
  },
  source: GROUPS,
});

const free = check({
  id: 'PF-08',
  title: 'The name of the cluster is free',
  level: 'must',
  reads: [subscription, resourceGroup, clusterName],
  targets: (read) => [
    {
      name: read(clusterName),
      id: `/subscriptions/${read(subscription)}/resourceGroups/${read(resourceGroup)}/providers/Microsoft.ContainerService/managedClusters/${read(clusterName)}`,
    },
  ],
  run: async ({ name, id }, look) => {
    const seen = await look(cluster, { id });
    if (seen.is === 'absent') return pass('there is no such cluster yet');
    const saw = `it exists, in ${seen.value.location}, Kubernetes ${seen.value.version}`;
    return seen.value.tags[OWN_TAG] === name
      ? warn(`${saw}; it carries this profile's tag`, 'setup.sh leaves it as it is and says what differs')
      : fail(`${saw}; it does not carry this profile's tag`, 'Choose another name');
  },
  source: CREATE,
});

export const checks = [az, usable, groups, free];
