import { type Rule, rule } from '../../src/core/rule.ts';
import { ACI_STANDBY, VN2_NODES } from '../facts/dates.ts';
import { ACI_LIMITS, STANDBY } from '../facts/virtual-nodes.ts';
import { sandboxProvider, standbyReady } from './provider.ts';
import { virtualNodeRole } from './role.ts';

const standby = {
  'vn.enable': true,
  'vn.provider': 'StandbyPool',
  'vn.standbyPrincipal': '5e7c9b1a-0000-4000-8000-3d2f6a8c4e70',
};

export const providerRules: readonly Rule[] = [
  rule({
    id: 'VN-39',
    severity: 'warn',
    reads: [sandboxProvider],
    broken: (read) => read(sandboxProvider) === 'StandbyPool',
    says: 'Standby pools are a preview as far as these facts go: no support, they may change, and the container groups in them cost money while they wait.',
    fix: 'Let container groups be made on demand, unless pods must start at once.',
    source: ACI_STANDBY,
    unverified: 'Whether standby pools are generally available by now.',
    examples: { broken: standby, fine: { 'vn.enable': true, 'vn.provider': 'OnDemand' } },
  }),
  rule({
    id: 'VN-40',
    severity: 'warn',
    reads: [standbyReady],
    broken: (read) => (read(standbyReady) ?? 0) * STANDBY.cpu > ACI_LIMITS.standardCores,
    says: `A subscription has ${ACI_LIMITS.standardCores} cores for container groups in a region unless its quota was raised; the idle ones of this pool alone take more.`,
    fix: 'Ask for more cores first, or keep fewer container groups ready.',
    repairs: () => [{ [standbyReady.id]: Math.floor(ACI_LIMITS.standardCores / STANDBY.cpu) }],
    source: VN2_NODES,
    examples: { broken: { ...standby, 'vn.standbyReady': 40 }, fine: { ...standby, 'vn.standbyReady': 10 } },
  }),
  rule({
    id: 'VN-41',
    severity: 'warn',
    reads: [sandboxProvider, virtualNodeRole],
    broken: (read) => read(sandboxProvider) === 'StandbyPool' && read(virtualNodeRole) === 'existing',
    says: 'A custom role that holds the five actions of virtual nodes lets them neither make a standby pool nor the profile of its container groups.',
    fix: 'See that the role also holds Microsoft.StandbyPool/standbyContainerGroupPools/* and Microsoft.ContainerInstance/containerGroupProfiles/*, or have a new one made.',
    source: VN2_NODES,
    unverified: 'Which actions a standby pool needs follows from its resource types; no page lists them.',
    examples: {
      broken: {
        ...standby,
        'vn.role': 'existing',
        'vn.roleId':
          '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/providers/Microsoft.Authorization/roleDefinitions/0a1b2c3d-0000-4000-8000-5a3b9d7e1c20',
      },
      fine: { ...standby, 'vn.role': 'custom' },
    },
  }),
];
