import { expect, test } from 'vitest';
import { type Given, planFor } from './answers.ts';

const steps = (given: Given): string =>
  planFor(given)
    .notes.filter((note) => note.topic === 'Verification')
    .map((note) => note.says)
    .join('\n');

test('the report says how to see that the living cluster is as planned', () => {
  const routed = { 'net.hubVnetId': 'none', 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '10.10.9.4' };
  expect(steps(routed)).toMatch(/^1: az aks show .* apiServerAccessProfile\.enablePrivateCluster says true/);
  expect(steps(routed)).toContain('/outboundNetworkDependenciesEndpoints?');
  expect(steps(routed)).toContain('/denyAssignments?');
});

test('what was not chosen is not looked for', () => {
  const open = { 'api.exposure': 'public', 'nrg.lockdown': 'Unrestricted', 'net.defaultDeny': 'none' };
  expect(steps({ 'net.hubVnetId': 'none', ...open })).not.toMatch(
    /enablePrivate|denyAssignments|default deny|outbound/,
  );
});
