import { judgeQuota } from '../../src/azure/evaluators/quota.ts';
import { missing, reaches } from '../../src/azure/evaluators/rbac.ts';
import { expectFound } from '../../src/azure/port.ts';
import { roleDefinition } from '../../src/azure/queries/authorization.ts';
import { containerCapabilities, containerGroups, containerUsages } from '../../src/azure/queries/containers.ts';
import { check, fail, notRun, pass, warn } from '../../src/checks/check.ts';
import { location } from '../base/location.ts';
import { subscription } from '../base/subscription.ts';
import { ACI_VNET, VN2_REPO } from '../facts/dates.ts';
import { BUILD_ACI_QUOTA } from '../facts/image-builder.ts';
import { CUSTOM_ROLES } from '../facts/roles.ts';
import { STANDBY } from '../facts/virtual-nodes.ts';
import { VIRTUAL_NODE_NSG } from '../facts/virtual-nodes-flows.ts';
import { jumpBoxTopology } from '../jb/enable.ts';
import { existingSubnets, placesOf } from '../net/existing.ts';
import { flowsPass } from '../net/flows-pass.ts';
import { subnetList } from '../net/subnets.ts';
import { networkGroupName, vnetId } from '../net/vnet.ts';
import { virtualNodePods, virtualNodes } from '../node/virtual-nodes.ts';
import { withStandby } from './aci-group.ts';
import { sandboxProvider, standbyReady } from './provider.ts';
import { aciGroupChoice, aciGroupName } from './resource-group.ts';
import { virtualNodeRoleId } from './role.ts';

const quota = check({
  id: 'Q-03',
  aliases: ['VN-13'],
  title: 'The quota of Container Instances carries the pods and the image build',
  level: 'must',
  reads: [subscription, location, virtualNodes, virtualNodePods, standbyReady, jumpBoxTopology],
  targets: (read) => {
    const pods = read(virtualNodes) ? (read(virtualNodePods) ?? 0) : 0;
    const builds = read(jumpBoxTopology) === 'build+aci' ? BUILD_ACI_QUOTA : { containerGroups: 0, cores: 0 };
    const ready = read(standbyReady) ?? 0;
    const need = {
      groups: pods + builds.containerGroups + ready,
      cores: pods + builds.cores + Math.ceil(ready * STANDBY.cpu),
    };
    return need.groups > 0 ? [{ name: read(location), subscription: read(subscription), ...need }] : [];
  },
  run: async ({ name, subscription: id, groups, cores }, look) => {
    const usages = expectFound(await look(containerUsages, { subscription: id, location: name }), 'the list of quotas');
    const counter = usages.some((one) => one.name === 'ContainerGroups')
      ? 'ContainerGroups'
      : 'StandardContainerGroups';
    const [forGroups, forCores] = [judgeQuota(usages, counter, groups), judgeQuota(usages, 'StandardCores', cores)];
    const fix = 'Ask support for more: quota type Other requests, with region, pods and sizes; or lower vn.maxPods';
    if (forGroups.is === 'unknown') return notRun(forGroups.why);
    if (forGroups.is === 'short') return fail(`${forGroups.free} container groups free, ${groups} needed`, fix);
    if (forCores.is === 'unknown') return notRun(forCores.why);
    if (forCores.is === 'short') return warn(`${forCores.free} cores free, ${cores} needed if each pod takes one`, fix);
    return pass(`${forGroups.free} container groups and ${forCores.free} cores free, ${groups} and ${cores} needed`);
  },
  source: VN2_REPO,
});

const capable = check({
  id: 'Q-04',
  title: 'Container Instances run Linux in the region',
  level: 'must',
  reads: [subscription, location, virtualNodes],
  targets: (read) => (read(virtualNodes) ? [{ name: read(location), subscription: read(subscription) }] : []),
  run: async ({ name, subscription: id }, look) => {
    const rows = expectFound(
      await look(containerCapabilities, { subscription: id, location: name }),
      'the list of capabilities',
    );
    const linux = rows.filter((row) => row.osType === 'Linux');
    if (linux.length === 0) return fail(`${name} lists none for Linux`, 'Choose another region');
    const most = (of: (row: (typeof linux)[number]) => number) => Math.max(...linux.map(of));
    return pass(`up to ${most((row) => row.maxCpu)} CPUs and ${most((row) => row.maxMemoryGb)} GB a pod`);
  },
  source: VN2_REPO,
});

const unshared = check({
  id: 'VN-08',
  title: 'The group of the container groups belongs to this cluster alone',
  level: 'must',
  reads: [subscription, aciGroupChoice, aciGroupName],
  targets: (read) => {
    const name = read(aciGroupName);
    return read(aciGroupChoice) === 'existing' && name !== undefined
      ? [{ name, subscription: read(subscription) }]
      : [];
  },
  run: async ({ name, subscription: id }, look) => {
    const start = `/subscriptions/${id}/resourceGroups/${name}/`.toLowerCase();
    const all = expectFound(await look(containerGroups, { subscription: id }), 'the list of container groups');
    const others = all.filter((group) => group.id.toLowerCase().startsWith(start));
    if (others.length === 0) return pass('it holds no container groups');
    return fail(
      `it holds ${others.length} container groups; two clusters in one group remove each other's pods`,
      'Choose another group for vn.aciRgName',
    );
  },
  source: VN2_REPO,
});

const role = check({
  id: 'VN-10',
  title: 'The custom role that exists has the actions of virtual nodes, and may be assigned where it is needed',
  level: 'must',
  reads: [subscription, virtualNodeRoleId, sandboxProvider, aciGroupName, networkGroupName, vnetId],
  targets: (read) => {
    const id = read(virtualNodeRoleId);
    if (id === undefined) return [];
    const group = (name: string) => `/subscriptions/${read(subscription)}/resourceGroups/${name}`;
    const scopes = [read(aciGroupName), read(networkGroupName)].filter((name) => name !== undefined).map(group);
    return [
      {
        name: id.split('/').at(-1) ?? id,
        id,
        actions: withStandby(CUSTOM_ROLES.virtualNodes, read).actions,
        scopes: [...scopes, ...(read(vnetId) === undefined ? [] : [read(vnetId) ?? ''])],
      },
    ];
  },
  run: async ({ id, actions, scopes }, look) => {
    const seen = await look(roleDefinition, { id });
    if (seen.is === 'absent') return fail('it does not exist', 'Set vn.role to custom: the role is then made');
    const { permissions, assignableScopes, name } = seen.value;
    const lacks = missing(permissions, actions);
    if (lacks.length > 0)
      return fail(
        `${name} lacks ${lacks.join(', ')}`,
        'Add them to the role (az role definition update takes its JSON), or set vn.role to custom',
      );
    const outside = scopes.filter((scope) => !assignableScopes.some((one) => reaches(one, scope)));
    if (outside.length > 0)
      return fail(
        `${name} may not be assigned at ${outside.join(', ')}`,
        'Add these to its assignable scopes, or set vn.role to custom',
      );
    return pass(`${name} has them`);
  },
  source: VN2_REPO,
});

export const flows = check({
  id: 'VN-30',
  aliases: ['NW-07'],
  title: 'Network security groups let nodes and pods on virtual nodes talk',
  level: 'must',
  reads: [virtualNodes, subnetList, subscription, location],
  targets: (read) => {
    if (!read(virtualNodes)) return [];
    const common = { subscription: read(subscription), location: read(location), places: placesOf(read(subnetList)) };
    return existingSubnets(read(subnetList)).flatMap(({ name, id, purpose }) => {
      const mine = VIRTUAL_NODE_NSG.filter((flow) => flow.on === purpose);
      return mine.length > 0 ? [{ name, id, flows: mine, ...common }] : [];
    });
  },
  run: flowsPass,
  source: ACI_VNET,
  unverified: 'The vendor publishes no table: the flows follow from the egress rules and from ordinary pod traffic.',
});

export const checks = [quota, capable, unshared, role, flows];
