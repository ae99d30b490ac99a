import { contribution } from '../../src/plan/contribution.ts';
import { type Body, idOf } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { makesNatGateway } from '../egress/type.ts';
import { JUMP_BOX_EGRESS } from '../facts/jump-box-egress.ts';
import { CUSTOM_ROLES } from '../facts/roles.ts';
import { addFlows } from '../flows.ts';
import { addNatGateway } from '../nat-gateway.ts';
import { networkGroupOf } from '../net/groups.ts';
import { subnetList } from '../net/subnets.ts';
import { vnetId, vnetMode } from '../net/vnet.ts';
import { imageGroup, natGateway, routeTable, subnets, vnet } from '../resources.ts';
import { customRoles } from './build.ts';
import { buildEgressRules } from './build-egress.ts';
import { grantToBuilder } from './builder-rights.ts';
import { jumpBox, jumpBoxTopology } from './enable.ts';
import { buildEgress, madeBuildSubnets } from './network.ts';
import { addBuildNsg, nsgIdOf } from './security-groups.ts';
import { imageNatGateway, imageNatGatewayIp, imageNetworkRole } from './symbols.ts';
import { toolSources } from './tools.ts';

export const buildSubnets = contribution({
  id: 'jb.subnets',
  because: [
    madeBuildSubnets,
    buildEgress,
    jumpBoxTopology,
    makesNatGateway,
    subnetList,
    clusterName,
    location,
    tags,
    vnetMode,
  ],
  when: (read) => read(madeBuildSubnets).length > 0,
  add: (plan, read) => {
    const egress = read(buildEgress);
    const takesGateway = egress === 'nat-gateway' || egress === 'both';
    const gateway = read(makesNatGateway) ? natGateway : imageNatGateway;
    if (takesGateway && gateway === imageNatGateway)
      addNatGateway(plan, read, {
        gateway: imageNatGateway,
        address: imageNatGatewayIp,
        suffix: 'image',
        of: 'the image build',
      });
    const wayOut: Body = {
      ...(takesGateway ? { natGateway: { id: idOf(gateway) } } : {}),
      ...(egress === 'nat-gateway' ? {} : { routeTable: { id: idOf(routeTable) } }),
    };
    for (const purpose of read(madeBuildSubnets)) {
      addBuildNsg(plan, read, purpose, read(jumpBoxTopology) ?? 'none', read(subnetList) ?? []);
      plan.extend(subnets[purpose], { properties: { networkSecurityGroup: nsgIdOf(purpose), ...wayOut } });
    }
  },
});

/** Joining both subnets, granted on the VNet: the service also reads the VNet. */
export const networkJoiner = contribution({
  id: 'jb.networkJoiner',
  because: [customRoles, jumpBoxTopology, vnetMode, vnetId, subnetList],
  when: (read) => read(jumpBoxTopology) === 'build+aci' || read(jumpBoxTopology) === 'build-only',
  add: (plan, read) => {
    if ((read(subnetList) ?? []).length === 0) return;
    const existing = read(vnetId);
    const group =
      existing === undefined ? idOf(networkGroupOf(read)) : existing.slice(0, existing.indexOf('/providers/'));
    grantToBuilder(plan, CUSTOM_ROLES.imageBuilderNetworkJoiner, {
      isCustom: read(customRoles) === true,
      at: imageNetworkRole,
      scopes: [idOf(vnet), idOf(imageGroup)],
      assignable: [group],
      on: vnet,
      why: 'places the machine and the container group of the build in their subnets',
    });
  },
});

export const buildFlows = contribution({
  id: 'jb.flows',
  because: [jumpBoxTopology, toolSources, location],
  when: (read) => read(jumpBoxTopology) !== undefined,
  add: (plan, read) => {
    addFlows(plan, buildEgressRules(read(jumpBoxTopology), read(toolSources)), read(location));
  },
});

export const jumpBoxFlows = contribution({
  id: 'jb.runtimeFlows',
  because: [jumpBox, location],
  when: (read) => read(jumpBox) !== 'no',
  add: (plan, read) => addFlows(plan, JUMP_BOX_EGRESS, read(location)),
});
