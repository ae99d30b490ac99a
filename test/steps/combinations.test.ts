import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../src/core/rule.ts';
import { stepsOf } from '../../src/plan/order.ts';
import { type Body, leavesOf } from '../../src/plan/value.ts';
import { engine } from '../../steps/index.ts';
import { type Given, planFor, resolvedFor, SUBSCRIPTION } from './answers.ts';

const inGroup = (group: string, rest: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/${rest}`;
const identity = (name: string) => inGroup('rg-shared', `Microsoft.ManagedIdentity/userAssignedIdentities/${name}`);
const zone = (name: string) => inGroup('rg-hub-dns', `Microsoft.Network/privateDnsZones/${name}.westeurope.azmk8s.io`);
const SPOKE = inGroup('rg-spoke-network', 'Microsoft.Network/virtualNetworks/vnet-spoke-aks');
const HUB = inGroup('rg-hub-network', 'Microsoft.Network/virtualNetworks/vnet-hub');
const RANGES = {
  nodes: '10.20.0.0/22',
  pods: '10.20.8.0/21',
  api: '10.20.4.0/28',
  containers: '10.20.6.0/24',
  'image-build': '10.20.5.0/28',
  'image-aci': '10.20.5.16/28',
} as const;

const subnets = fc.tuple(
  ...Object.entries(RANGES).map(([purpose, range]) =>
    fc.constantFrom({ purpose, range }, { purpose, id: `${SPOKE}/subnets/${purpose}` }),
  ),
);
const of = fc.constantFrom;

/** Answers to what shapes the plan most; `undefined` takes the recommended one. */
const answers = fc.record({
  'api.exposure': of('public', 'public-ranges', 'vnet-public', 'vnet-private', 'private-link'),
  'api.operatorAccess': of(undefined, 'vpn', 'cloud-shell', 'run-command'),
  'api.authorizedRanges': of<string[]>([], ['cluster-egress'], ['20.50.0.0/24', 'cluster-egress'], ['0.0.0.0/32']),
  'api.privateDnsZone': of(undefined, 'new', 'existing', 'system', 'none'),
  'api.privateDnsZoneId': of(zone('private'), zone('privatelink')),
  'net.vnet': of('managed', 'new', 'existing'),
  'net.vnetId': of(SPOKE),
  'net.hubVnetId': of('none', HUB),
  'net.subnets': subnets,
  'egress.type': of(undefined, 'userDefinedRouting', 'userAssignedNATGateway', 'loadBalancer', 'managedNATGateway'),
  'egress.nextHopIp': of('10.0.1.4'),
  'egress.publicIps': of(['20.61.10.4']),
  'nrg.lockdown': of(undefined, 'Unrestricted'),
  'id.entra': of(undefined, false),
  'id.authorization': of(undefined, 'kubernetes-rbac'),
  'id.controlPlaneIdentity': of(undefined, 'existing', 'system'),
  'id.controlPlaneIdentityId': of(identity('id-control-plane')),
  'id.kubeletIdentity': of(undefined, 'existing', 'system'),
  'id.kubeletIdentityId': of(identity('id-nodes')),
  'wi.mode': of(undefined, 'none', 'pod-identity'),
  'jb.enable': of(undefined, 'no'),
  'vn.enable': of(undefined, true),
});

/** As a profile has them: a new VNet takes the subnets of the address plan. */
const given = answers.map((made): Given => {
  const { 'net.subnets': list, ...rest } = made;
  const all = rest['net.vnet'] === 'existing' ? { ...rest, 'net.subnets': list } : rest;
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
});

const isRefused = (answered: Given): boolean => {
  const resolved = resolvedFor(answered);
  return (
    [...resolved.values()].some((state) => state.is === 'open' || state.is === 'unsure') ||
    engine.rules.some((rule) => rule.severity === 'block' && judge(rule, engine.byId, resolved).is === 'broken')
  );
};

test('whatever no rule refuses makes a plan whose steps have an order, and never opens the API server by an empty list', () => {
  fc.assert(
    fc.property(given, (answered) => {
      fc.pre(!isRefused(answered));
      const plan = planFor(answered);
      expect(stepsOf(plan).length).toBe(plan.resources.length + plan.actions.length);
      const cluster = plan.resources.find((one) => one.symbol === 'cluster')?.body as Body;
      const ranges = leavesOf(cluster).filter((leaf) => leaf.path.includes('authorizedIPRanges'));
      const text = JSON.stringify(ranges);
      expect(text).not.toContain('cluster-egress');
      expect(text).not.toContain('"value":[]');
      const listed = (resolvedFor(answered).get('api.authorizedRanges') as { value?: readonly string[] }).value ?? [];
      expect(ranges.length > 0).toBe(listed.length > 0);
    }),
    { numRuns: 150 },
  );
});
