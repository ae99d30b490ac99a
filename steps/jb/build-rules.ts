import { type Rule, rule } from '../../src/core/rule.ts';
import { location } from '../base/location.ts';
import { AIB_NETWORKING, AIB_TEMPLATE, JUMPBOX_REPO } from '../facts/dates.ts';
import { IMAGE_BUILDER_REGIONS, normalizeRegion } from '../facts/regions.ts';
import { autoRun, customRoles } from './build.ts';
import { jumpBox, jumpBoxTopology } from './enable.ts';

const build = { 'jb.enable': 'build' };

export const buildRules: readonly Rule[] = [
  rule({
    id: 'HC-9',
    aliases: ['JB-02'],
    severity: 'warn',
    reads: [jumpBox, location],
    broken: (read) => {
      const region = normalizeRegion(read(location));
      return read(jumpBox) === 'build' && !(IMAGE_BUILDER_REGIONS.regions as readonly string[]).includes(region);
    },
    says: 'The image builder was not in this region when its list was read; template, subnets and staging group must stand in one region.',
    fix: 'Build the image from another cluster’s profile in a region that has the service and name it here, or let the live check decide.',
    source: IMAGE_BUILDER_REGIONS.source,
    unverified: 'The list is a fallback: the provider’s own list, which the check reads, decides.',
    examples: {
      broken: { ...build, 'base.location': 'mexicocentral' },
      fine: { ...build, 'base.location': 'westeurope' },
    },
  }),
  rule({
    id: 'JB-31',
    severity: 'warn',
    reads: [jumpBoxTopology],
    broken: (read) => read(jumpBoxTopology) === 'build-only',
    says: 'The service then puts a private endpoint, a load balancer and a proxy machine into your subnet; its makers advise against it.',
    fix: 'Add a container subnet.',
    source: AIB_NETWORKING,
    examples: { broken: { ...build, 'jb.topology': 'build-only' }, fine: { ...build, 'jb.topology': 'build+aci' } },
  }),
  rule({
    id: 'JB-32',
    severity: 'info',
    reads: [jumpBoxTopology],
    broken: (read) => read(jumpBoxTopology) === 'none',
    says: 'The build runs in a network of the service, with its way out to the Internet: your firewall does not see it.',
    fix: 'Give the build two subnets of yours.',
    source: AIB_NETWORKING,
    examples: { broken: { ...build, 'jb.topology': 'none' }, fine: { ...build, 'jb.topology': 'build+aci' } },
  }),
  rule({
    id: 'JB-33',
    severity: 'warn',
    reads: [customRoles],
    broken: (read) => read(customRoles) === false,
    says: 'Network Contributor on the VNet and Contributor on the group of the image are far more than a build needs.',
    fix: 'Take the custom roles.',
    source: JUMPBOX_REPO,
    examples: { broken: { ...build, 'jb.customRoles': false }, fine: { ...build, 'jb.customRoles': true } },
  }),
  rule({
    id: 'JB-34',
    severity: 'warn',
    reads: [autoRun],
    broken: (read) => read(autoRun) === true,
    says: 'A build that starts at once may run before its roles are seen everywhere, and then fails at its end.',
    fix: 'Let the script start the build after it has waited for the roles.',
    source: AIB_TEMPLATE,
    examples: { broken: { ...build, 'jb.autoRun': true }, fine: { ...build, 'jb.autoRun': false } },
  }),
];
