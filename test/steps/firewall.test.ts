import { describe, expect, it } from 'vitest';
import { makeMemory } from '../../src/azure/look.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import type { Outcome } from '../../src/checks/check.ts';
import { document } from '../../src/emulator/documents.ts';
import { emulate } from '../../src/emulator/emulate.ts';
import type { World } from '../../src/emulator/types.ts';
import { type Change, idOf, inGroup, over, subnet, vnet } from '../../src/emulator/world.ts';
import { SUBSCRIPTION } from '../../src/emulator/worlds/empty.ts';
import { FOR_NODES, FOR_VIRTUAL_NODES, ruleCollectionGroup } from '../../src/emulator/worlds/hub-firewall.ts';
import { SANDBOX, sample } from '../../src/emulator/worlds/sample.ts';
import { type FirewallTarget, firewallPasses } from '../../steps/egress/firewall-pass.ts';
import { aksEgressFor } from '../../steps/facts/aks-egress.ts';
import { chartEgress, virtualNodeEgress } from '../../steps/vn/node-egress.ts';

const HUB = inGroup(SUBSCRIPTION, 'rg-hub-network');
const VNET = idOf(HUB, 'vnet', 'vnet-hub');
const POLICIES = `${HUB}/providers/Microsoft.Network/firewallPolicies`;
const SPOKE = idOf(inGroup(SUBSCRIPTION, 'rg-spoke-network'), 'vnet', 'vnet-spoke-aks');

const NODES: FirewallTarget = {
  name: 'nodes',
  place: { range: '10.30.0.0/23' },
  nextHop: '10.0.1.4',
  networks: [VNET],
  subscription: SUBSCRIPTION,
  location: 'westeurope',
  rules: aksEgressFor([], { publicApi: false, securityPatch: false }),
  team: null,
};

const worldWith = (change: Omit<Change, 'name' | 'says'>): World =>
  over(sample(), { name: 'test', says: '', ...change });

async function judge(change: Partial<FirewallTarget> = {}, world: World = sample()): Promise<Outcome> {
  const clients = makeClients(emulate(world), { maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 });
  return firewallPasses({ ...NODES, ...change }, makeMemory(clients).look);
}

type Rules = Parameters<typeof ruleCollectionGroup>[4];
const hubRules = (sources: readonly string[], rules: Rules) =>
  ruleCollectionGroup(`${POLICIES}/afwp-hub`, 'spokes', 200, sources, rules);
const DENY_WEB: Rules[number] = {
  name: 'stop',
  priority: 500,
  action: 'Deny',
  application: [{ name: 'all', protocols: ['Https:443'], fqdns: ['*'] }],
};

describe('the firewall behind the next hop', () => {
  it('passes where its policy and the base policy cover all that is needed', async () => {
    expect(await judge()).toEqual({ result: 'pass', saw: 'afw-hub lets through all that is needed' });
  });

  it('passes without what is optional, and says so', async () => {
    const [base] = FOR_NODES.application ?? [];
    if (!base) throw new Error('no rule');
    const world = worldWith({ add: [hubRules(['*'], [{ ...FOR_NODES, application: [base] }])] });
    expect(await judge({}, world)).toMatchObject({
      result: 'pass',
      saw: expect.stringMatching(/not let through, and optional: Http:80 security\.ubuntu\.com is missing/),
    });
  });

  it('fails where the base policy denies, whatever the firewall’s own policy allows', async () => {
    const world = worldWith({
      add: [ruleCollectionGroup(`${POLICIES}/afwp-base`, 'platform', 60_000, ['*'], [DENY_WEB])],
    });
    expect(await judge({}, world)).toMatchObject({
      result: 'fail',
      saw: expect.stringMatching(/mcr\.microsoft\.com is blocked by stop\/all/),
      fix: expect.stringMatching(/^Let them through in afwp-hub, source 10\.30\.0\.0\/23/),
    });
  });

  it('fails where the rules cover a part of the subnet alone', async () => {
    const world = worldWith({ add: [hubRules(['10.30.0.0/24'], [FOR_NODES])] });
    expect(await judge({}, world)).toMatchObject({
      result: 'fail',
      saw: expect.stringMatching(/mcr\.microsoft\.com passes for a part of the subnet alone/),
    });
  });

  it('names the team and its request where the firewall is not the operator’s', async () => {
    const world = worldWith({ add: [hubRules(['*'], [])] });
    expect(await judge({ team: 'Network team' }, world)).toMatchObject({
      result: 'warn',
      fix: expect.stringMatching(/^Ask Network team for these rules in afwp-hub.*firewall\.csv/),
    });
  });

  it('warns about hosts alone that are in no document', async () => {
    const rule = NODES.rules[0];
    if (!rule) throw new Error('no rule');
    const rules = [{ ...rule, id: 'x', fqdn: 'x.example', evidence: 'unverified' as const }];
    expect(await judge({ rules })).toMatchObject({ result: 'warn', saw: expect.stringMatching(/UNVERIFIED/) });
  });

  it('is looked for in the subscriptions of peers too', async () => {
    const there = inGroup(SANDBOX, 'rg-hub');
    const remote = idOf(there, 'vnet', 'vnet-remote');
    const peering = document(`${VNET}/virtualNetworkPeerings/to-remote`, {
      properties: { remoteVirtualNetwork: { id: remote }, peeringState: 'Connected' },
    });
    const firewall = document(idOf(there, 'firewall', 'afw-remote'), {
      location: 'westeurope',
      properties: {
        ipConfigurations: [
          {
            name: 'default',
            properties: { privateIPAddress: '10.9.0.4', subnet: { id: `${remote}/subnets/AzureFirewallSubnet` } },
          },
        ],
      },
    });
    const world = worldWith({ add: [document(there), vnet(remote, 'westeurope', ['10.9.0.0/24']), peering, firewall] });
    expect(await judge({ nextHop: '10.9.0.4' }, world)).toMatchObject({
      result: 'fail',
      saw: expect.stringMatching(/^afw-remote: /),
    });
  });
});

describe('a firewall elsewhere with the same address', () => {
  const lonely = inGroup(SUBSCRIPTION, 'rg-a-lonely-hub');
  const twin = (subnetId?: string) =>
    document(idOf(lonely, 'firewall', 'afw-twin'), {
      location: 'westeurope',
      properties: {
        ipConfigurations: [
          {
            name: 'default',
            properties: { privateIPAddress: '10.0.1.4', ...(subnetId ? { subnet: { id: subnetId } } : {}) },
          },
        ],
      },
    });
  const apart = twin(`${idOf(lonely, 'vnet', 'vnet-lonely')}/subnets/AzureFirewallSubnet`);

  it('is not taken for the one in the hub', async () => {
    expect(await judge({}, worldWith({ add: [apart] }))).toMatchObject({
      result: 'pass',
      saw: expect.stringMatching(/^afw-hub/),
    });
  });

  it('is none where the VNets around have no other', async () => {
    const remove = [idOf(HUB, 'firewall', 'afw-hub')];
    expect(await judge({}, worldWith({ add: [apart], remove }))).toMatchObject({ result: 'not-run' });
    expect(await judge({}, worldWith({ add: [twin()], remove }))).toMatchObject({
      result: 'fail',
      saw: expect.stringMatching(/^afw-twin/),
    });
  });
});

describe('a service tag', () => {
  const world = worldWith({
    add: [
      hubRules(
        ['*'],
        [
          FOR_NODES,
          {
            name: 'aci',
            priority: 300,
            network: [{ name: 'region', to: ['AzureCloud.westeurope'], ports: ['19390', '33391'] }],
          },
        ],
      ),
    ],
  });

  it('covers the ACI clusters where they are named by it', async () => {
    expect(await judge({ rules: virtualNodeEgress('region-tag') }, world)).toMatchObject({ result: 'pass' });
  });

  it('covers them by name too: the addresses behind the names lie in it', async () => {
    expect(await judge({ rules: virtualNodeEgress('fqdn') }, world)).toMatchObject({ result: 'pass' });
  });

  it('is not covered by names', async () => {
    const named = worldWith({ add: [hubRules(['*'], [FOR_NODES, FOR_VIRTUAL_NODES])] });
    expect(await judge({ rules: virtualNodeEgress('region-tag') }, named)).toMatchObject({ result: 'fail' });
  });
});

describe('the chart of virtual nodes', () => {
  it.each([
    ['here', 'helm-host'],
    ['jumpbox', 'jumpbox'],
    ['run-command', 'nodes'],
  ] as const)('is fetched, with its release file on GitHub, from where helm runs: %s', (delivery, place) => {
    const rules = chartEgress(delivery);
    expect(rules.map((rule) => rule.from)).toEqual(rules.map(() => [place]));
    expect(rules.filter((rule) => rule.required).map((rule) => rule.fqdn)).toEqual([
      'microsoft.github.io',
      'github.com',
      'objects.githubusercontent.com',
      'release-assets.githubusercontent.com',
    ]);
  });
});

describe('what is not read', () => {
  it('is a policy that the caller may not read', async () => {
    const faults = [{ at: 'ruleCollectionGroups', does: { status: 403, code: 'AuthorizationFailed' } }];
    await expect(judge({}, worldWith({ faults }))).rejects.toMatchObject({
      why: 'no permission: needs Microsoft.Network/firewallPolicies/ruleCollectionGroups/read',
    });
  });

  it('is a list of firewalls that the caller may not see, while none of the others is it', async () => {
    const faults = [{ at: 'azureFirewalls', does: { status: 403, code: 'AuthorizationFailed' } }];
    await expect(judge({}, worldWith({ faults }))).rejects.toMatchObject({
      why: 'no permission: needs Microsoft.Network/azureFirewalls/read',
    });
  });

  it('is an IP group that is gone: what it held is not known', async () => {
    const remove = [`${HUB}/providers/Microsoft.Network/ipGroups/ipg-spokes`];
    await expect(judge({}, worldWith({ remove }))).rejects.toMatchObject({
      why: expect.stringMatching(/does not exist/),
    });
  });
});

describe('an existing subnet', () => {
  const at = (name: string): Partial<FirewallTarget> => ({
    place: { id: `${SPOKE}/subnets/${name}` },
    nextHop: null,
    networks: [SPOKE],
  });
  const routed = (nextHopType: string) => {
    const table = idOf(inGroup(SUBSCRIPTION, 'rg-spoke-network'), 'routeTable', 'rt-other');
    const routes = [{ name: 'default', properties: { addressPrefix: '0.0.0.0/0', nextHopType } }];
    return worldWith({
      add: [
        document(table, { location: 'westeurope', properties: { routes } }),
        subnet(SPOKE, 'snet-nodes', { range: '10.20.0.0/22', routeTable: table }),
      ],
    });
  };

  it('leads to the firewall of its own route table', async () => {
    expect(await judge(at('snet-nodes'))).toMatchObject({ result: 'pass', saw: expect.stringMatching(/^afw-hub/) });
  });

  it('with a NAT gateway has no firewall in the way', async () => {
    const gateway = idOf(inGroup(SUBSCRIPTION, 'rg-spoke-network'), 'natGateway', 'ng');
    const world = worldWith({ add: [subnet(SPOKE, 'snet-nodes', { range: '10.20.0.0/22', natGateway: gateway })] });
    expect(await judge(at('snet-nodes'), world)).toEqual({
      result: 'pass',
      saw: 'no firewall is in the way: nat-gateway',
    });
  });

  it.each([
    ['VirtualNetworkGateway', /leaves through a gateway/],
    ['None', /no way out/],
  ])('whose default route is %s cannot be read', async (type, why) => {
    expect(await judge(at('snet-nodes'), routed(type))).toMatchObject({
      result: 'not-run',
      why: expect.stringMatching(why),
    });
  });
});
