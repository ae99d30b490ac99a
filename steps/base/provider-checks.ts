import { grants } from '../../src/azure/evaluators/rbac.ts';
import { permissions } from '../../src/azure/queries/authorization.ts';
import { provider } from '../../src/azure/queries/providers.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { API, type ArmType } from '../facts/api-versions.ts';
import { PROVIDERS_SOURCES, type ProviderFeature, providersFor } from '../facts/providers.ts';
import { jumpBox } from '../jb/enable.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { sandboxProvider } from '../vn/provider.ts';
import { location } from './location.ts';
import { owners } from './owners.ts';
import { subscription } from './subscription.ts';

const register = (namespace: string, id: string): string =>
  `az provider register --namespace ${namespace} --wait --subscription ${id}`;

const registered = check({
  id: 'PF-03',
  aliases: ['CM-02'],
  title: 'The resource provider is registered',
  level: 'must',
  reads: [subscription, owners, virtualNodes, sandboxProvider, jumpBox],
  targets: (read) => {
    const features: readonly (ProviderFeature | undefined)[] = [
      'cluster',
      read(virtualNodes) ? 'virtualNodes' : undefined,
      read(sandboxProvider) === 'StandbyPool' ? 'virtualNodesStandby' : undefined,
      read(jumpBox) === 'build' ? 'imageBuilder' : undefined,
    ];
    const needed = providersFor(features.filter((feature) => feature !== undefined));
    const team = read(owners)['subscription'] ?? null;
    return needed.map((name) => ({ name, team, subscription: read(subscription) }));
  },
  run: async ({ name, team, subscription: id }, look) => {
    const seen = await look(provider, { subscription: id, namespace: name });
    if (seen.is === 'absent')
      return fail('Azure does not know it', 'Check the cloud that az is signed in to: az cloud show');
    const { state } = seen.value;
    if (state === 'Registered') return pass('registered');
    if (state === 'Registering') return warn('it is being registered', 'Wait some minutes');
    if (team !== null) return warn(`it is ${state}`, `Ask ${team}: ${register(name, id)}`);
    const mine = await look(permissions, { scope: `/subscriptions/${id}` });
    return mine.is === 'found' && grants(mine.value, `${name}/register/action`)
      ? warn(`it is ${state}; setup.sh registers it, which takes some minutes`, register(name, id))
      : fail(`it is ${state}, and you may not register it`, `Ask an Owner: ${register(name, id)}`);
  },
  source: PROVIDERS_SOURCES[0],
});

const CLUSTERS: ArmType = 'Microsoft.ContainerService/managedClusters';
const GROUPS: ArmType = 'Microsoft.ContainerInstance/containerGroups';
const TEMPLATES: ArmType = 'Microsoft.VirtualMachineImages/imageTemplates';

const offered = check({
  id: 'CM-04',
  aliases: ['JB-01', 'JB-02'],
  title: 'The region offers it, in the API version that is used',
  level: 'must',
  reads: [subscription, location, virtualNodes, jumpBox],
  targets: (read) => {
    const types: readonly ArmType[] = [
      CLUSTERS,
      ...(read(virtualNodes) || read(jumpBox) === 'build' ? [GROUPS] : []),
      ...(read(jumpBox) === 'build' ? [TEMPLATES] : []),
    ];
    return types.map((type) => ({
      name: `${read(location)} ${type}`,
      type,
      location: read(location),
      subscription: read(subscription),
    }));
  },
  run: async ({ type, location: region, subscription: id }, look) => {
    const [namespace = '', ...rest] = type.split('/');
    const seen = await look(provider, { subscription: id, namespace });
    const offer =
      seen.is === 'found'
        ? seen.value.types.find((one) => one.type.toLowerCase() === rest.join('/').toLowerCase())
        : undefined;
    if (!offer) return fail('Azure does not list the type', register(namespace, id));
    if (!offer.locations.includes(region)) return fail(`${region} does not offer it`, 'Choose another region');
    const version = API[type];
    return offer.apiVersions.includes(version)
      ? pass(`${region}, API version ${version}`)
      : warn(
          `API version ${version} is not listed`,
          'Look for a newer aks-setup, or try: Azure answers versions that it does not list',
        );
  },
  source: PROVIDERS_SOURCES[0],
});

export const checks = [registered, offered];
