import { describe, expect, test } from 'vitest';
import { refsOf, stepsOf } from '../../src/plan/order.ts';
import { findResource, type Plan } from '../../src/plan/plan.ts';
import { ADMINS, answer, bodyOf, clusterOf, type Given, planFor, verdict } from './answers.ts';

const managed: Given = { 'net.vnet': 'managed', 'api.exposure': 'public' };
const ownVnet: Given = {
  'net.vnet': 'new',
  'net.hubVnetId': 'none',
  'api.exposure': 'vnet-public',
  'api.authorizedRanges': [],
};
const IDENTITIES =
  '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-shared/providers/Microsoft.ManagedIdentity/userAssignedIdentities/';
const grantsTo = (plan: Plan, who: string) =>
  plan.grants.filter((one) => one.to === who).map((one) => [one.role, one.on]);

describe('the identity of the control plane', () => {
  test('gets its roles, and they are waited for, before the cluster is made', () => {
    const plan = planFor(ownVnet);
    const steps = stepsOf(plan).map((step) => step.symbol);
    const before = plan.grants.filter((one) => one.to === 'controlPlaneIdentity').map((one) => one.assignment);
    expect(before.length).toBeGreaterThan(0);
    for (const assignment of before) {
      expect(steps.indexOf(assignment)).toBeLessThan(steps.indexOf('waitForRoles'));
    }
    expect(steps.indexOf('waitForRoles')).toBeLessThan(steps.indexOf('cluster'));
  });

  test('joins only the subnets that it needs where the VNet is not to be linked to a zone', () => {
    expect(grantsTo(planFor(ownVnet), 'controlPlaneIdentity')).toEqual(
      expect.arrayContaining([
        ['Network Contributor', 'nodeSubnet'],
        ['Network Contributor', 'apiSubnet'],
        ['Managed Identity Operator', 'kubeletIdentity'],
      ]),
    );
    expect(planFor(ownVnet).grants.map((one) => one.on)).not.toContain('vnet');
  });

  test('needs nothing in a network that AKS manages but the identity of the nodes', () => {
    expect(grantsTo(planFor(managed), 'controlPlaneIdentity')).toEqual([
      ['Managed Identity Operator', 'kubeletIdentity'],
    ]);
  });

  test('that exists is used and never written', () => {
    const id = `${IDENTITIES}id-platform`;
    const plan = planFor({ ...managed, 'id.controlPlaneIdentity': 'existing', 'id.controlPlaneIdentityId': id });
    expect(findResource(plan, 'controlPlaneIdentity').existing).toBe(id);
    expect(bodyOf(plan, 'cluster')).toMatchObject({ identity: { userAssignedIdentities: { [id]: {} } } });
  });

  test('that comes with the cluster gets its roles afterwards, under names known before', () => {
    const plan = planFor({
      ...ownVnet,
      'api.exposure': 'public',
      'id.controlPlaneIdentity': 'system',
    });
    expect(answer('id.kubeletIdentity', { 'id.controlPlaneIdentity': 'system' })).toBe('system');
    expect(bodyOf(plan, 'cluster')).toMatchObject({ identity: { type: 'SystemAssigned' } });
    const assignment = plan.resources.find((one) => one.symbol.startsWith('clusterIdentityGetsNetworkContributor'));
    expect(assignment?.stage).toBe('access');
    expect(JSON.stringify(assignment?.name)).not.toContain('principalId');
    expect(refsOf(assignment as never)).toContain('cluster');
    expect(plan.actions.map((one) => one.symbol)).not.toContain('waitForRoles');
  });

  test('that comes with the cluster is refused where a role must be there first', () => {
    expect(verdict('API-8', { ...ownVnet, 'id.controlPlaneIdentity': 'system' })).toBe('broken');
    expect(verdict('DNS-2', { 'api.exposure': 'private-link', 'id.controlPlaneIdentity': 'system' })).toBe('broken');
    expect(verdict('MI-2', { 'id.controlPlaneIdentity': 'system', 'id.kubeletIdentity': 'new' })).toBe('broken');
  });
});

describe('the identity of the nodes', () => {
  test('is named with what only Azure knows about it', () => {
    expect(clusterOf(planFor(managed))['identityProfile']).toMatchObject({
      kubeletidentity: {
        clientId: '<kubeletIdentity.properties.clientId>',
        objectId: '<kubeletIdentity.properties.principalId>',
      },
    });
  });

  test('is left to AKS when said', () => {
    const plan = planFor({ ...managed, 'id.kubeletIdentity': 'system' });
    expect(clusterOf(plan)).not.toHaveProperty('identityProfile');
    expect(plan.resources.map((one) => one.symbol)).not.toContain('kubeletIdentity');
  });
});

describe('people', () => {
  test('of an admin group get both roles with Azure RBAC, once the cluster is there', () => {
    const plan = planFor(managed);
    expect(grantsTo(plan, `Entra group ${ADMINS}`)).toEqual([
      ['Azure Kubernetes Service Cluster User Role', 'cluster'],
      ['Azure Kubernetes Service RBAC Cluster Admin', 'cluster'],
    ]);
    expect(clusterOf(plan)).toMatchObject({
      disableLocalAccounts: true,
      aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: [ADMINS] },
    });
    expect(clusterOf(plan)['aadProfile']).not.toHaveProperty('tenantID');
  });

  test('of an admin group only fetch the kubeconfig through Azure with Kubernetes RBAC alone', () => {
    const plan = planFor({ ...managed, 'id.authorization': 'kubernetes-rbac' });
    expect(grantsTo(plan, `Entra group ${ADMINS}`).map(([role]) => role)).toEqual([
      'Azure Kubernetes Service Cluster User Role',
    ]);
    expect(clusterOf(plan)['aadProfile']).not.toHaveProperty('enableAzureRBAC');
  });

  test('keep the local account by default when there is no Entra sign-in', () => {
    expect(answer('id.localAccounts', { 'id.entra': false })).toBe(true);
    const plan = planFor({ ...managed, 'id.entra': false });
    expect(clusterOf(plan)).not.toHaveProperty('aadProfile');
    expect(clusterOf(plan)).not.toHaveProperty('disableLocalAccounts');
    expect(plan.notes.find((one) => one.topic === 'Kubeconfig')?.says).toContain('--admin');
  });

  test('are never locked out by the answers', () => {
    expect(verdict('LOC-1', { 'id.entra': false, 'id.localAccounts': false })).toBe('broken');
    expect(verdict('LOC-2', { 'id.adminGroups': [] })).toBe('broken');
    expect(verdict('LOC-2', { 'id.adminGroups': [], 'id.localAccounts': true })).toBe('fine');
  });
});
