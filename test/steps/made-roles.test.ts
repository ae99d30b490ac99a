import { describe, expect, test } from 'vitest';
import { reader } from '../../src/core/resolve.ts';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import { madeRoles } from '../../steps/base/made-roles.ts';
import { type Given, planFor, resolvedFor } from './answers.ts';

const SPOKE =
  '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-spoke/providers/Microsoft.Network/virtualNetworks/vnet-spoke';
const virtual: Given = { 'vn.enable': true, 'net.vnet': 'new', 'net.hubVnetId': 'none', 'jb.enable': 'no' };
const build: Given = { 'vn.enable': false, 'net.vnet': 'new', 'net.hubVnetId': 'none', 'jb.enable': 'build' };
const standby: Given = { 'vn.provider': 'StandbyPool', 'vn.standbyPrincipal': '5e7c9b1a-0000-4000-8000-3d2f6a8c4e70' };

interface RoleBody {
  readonly roleName: string;
  readonly permissions: readonly { readonly actions: readonly string[] }[];
}

describe('the custom roles that checks look for', () => {
  test.each<[string, Given, number]>([
    ['virtual nodes', virtual, 1],
    ['virtual nodes, two roles', { ...virtual, 'vn.role': 'split' }, 2],
    ['virtual nodes in the node resource group', { ...virtual, 'vn.aciRg': 'node' }, 1],
    ['virtual nodes with a standby pool', { ...virtual, ...standby }, 1],
    ['virtual nodes with a built-in role', { ...virtual, 'vn.role': 'built-in' }, 0],
    ['an image', build, 2],
    ['a managed image', { ...build, 'jb.distribution': 'managed-image' }, 2],
    ['an image with built-in roles', { ...build, 'jb.customRoles': false }, 0],
    ['both', { ...virtual, 'jb.enable': 'build' }, 3],
    [
      'both in a VNet that exists',
      {
        ...virtual,
        'jb.enable': 'build',
        'net.vnet': 'existing',
        'net.vnetId': SPOKE,
        'net.subnets': ['nodes', 'api', 'containers', 'image-build', 'image-aci'].map((purpose) => ({
          purpose,
          id: `${SPOKE}/subnets/${purpose}`,
        })),
      },
      3,
    ],
  ])('are those of the plan: %s', (_name, answers, count) => {
    const plan = planFor(answers);
    const planned = plan.resources
      .filter((one) => one.type === 'Microsoft.Authorization/roleDefinitions')
      .map((one) => {
        const { roleName, permissions } = plainOf(plan, one.body?.['properties'] ?? {}) as unknown as RoleBody;
        return { name: roleName, id: resourceIdOf(plan, one.symbol), actions: permissions[0]?.actions };
      });
    const looked = madeRoles(reader(resolvedFor(answers)));
    expect(looked).toHaveLength(count);
    expect(looked.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
      planned.toSorted((a, b) => a.id.localeCompare(b.id)),
    );
  });
});
