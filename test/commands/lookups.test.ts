import { describe, expect, test } from 'vitest';
import { makeMemory } from '../../src/azure/look.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import { lookupNames, suggestFor } from '../../src/commands/lookups.ts';
import type { Shape } from '../../src/core/kind.ts';
import { parse } from '../../src/core/parse.ts';
import { emptySession, type Session } from '../../src/core/session.ts';
import { emulate } from '../../src/emulator/emulate.ts';
import { over } from '../../src/emulator/world.ts';
import { sample } from '../../src/emulator/worlds/sample.ts';
import { engine } from '../../steps/index.ts';

const SUBSCRIPTION = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
const SPOKE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-spoke-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke-aks`;

const answers = (values: Readonly<Record<string, unknown>>): Session => ({
  ...emptySession,
  answers: new Map(Object.entries(values).map(([id, value]) => [id, { value, origin: 'person' as const }])),
});
const base = {
  'base.subscription': SUBSCRIPTION,
  'base.location': 'westeurope',
  'api.exposure': 'vnet-private',
  'net.vnet': 'existing',
  'net.vnetId': SPOKE,
};
const lookIn = (world: string) => makeMemory(makeClients(emulate(world))).look;

interface Use {
  readonly decision: string;
  readonly name: string;
  readonly shape: Shape;
}

/** Every place in the steps where a look-up completes an answer. */
function usesIn(decision: string, shape: Shape): readonly Use[] {
  switch (shape.tag) {
    case 'list':
      return usesIn(decision, shape.of);
    case 'records':
      return shape.fields.flatMap((field) => usesIn(decision, field.kind));
    case 'map':
      return [...usesIn(decision, shape.key), ...usesIn(decision, shape.value)];
    default:
      return 'suggest' in shape && shape.suggest !== undefined ? [{ decision, name: shape.suggest, shape }] : [];
  }
}
const uses = engine.decisions.flatMap((decision) => usesIn(decision.id, decision.kind));

async function itemsOf(name: string, decision: string, session = answers(base), record?: Record<string, unknown>) {
  const found = await suggestFor(lookIn('sample'), { name, decision, session, ...(record ? { record } : {}) });
  if (found.is !== 'found') throw new Error(found.why);
  return found.items;
}

test('every look-up that a question names exists, and each that exists is named by a question', () => {
  expect([...new Set(uses.map((use) => use.name))].toSorted()).toEqual(lookupNames.toSorted());
});

describe.each(uses)('$name for $decision', ({ decision, name, shape }) => {
  test('answers in the sample subscription, with values that the question takes', async () => {
    const items = await itemsOf(name, decision);
    const refused = items.filter((one) => one.unfit === undefined && 'faults' in parse(shape, one.value));
    expect(refused).toEqual([]);
  });

  test('names what it needs while that has no answer', async () => {
    const found = await suggestFor(lookIn('sample'), { name, decision, session: emptySession });
    if (found.is === 'not-run') expect(found.why).toMatch(/has no answer yet/);
    else expect(['subscriptions', 'groups']).toContain(name);
  });
});

const OPEN_TO_ALL = ['subscriptions', 'locations', 'vmSizes', 'kubernetesVersions'];

test.each(lookupNames.filter((name) => !OPEN_TO_ALL.includes(name)))(
  '%s says why it finds nothing where the caller may read almost nothing, or shows only what may be read',
  async (name) => {
    const session = answers(base);
    const seen = await suggestFor(lookIn('denied'), { name, decision: 'net.vnetId', session });
    const all = await itemsOf(name, 'net.vnetId');
    if (seen.is === 'not-run') expect(seen.why).toMatch(/permission|needs/);
    else expect(seen.items.length).toBeLessThan(all.length);
  },
);

test('a VNet of another region is shown with the reason why it does not fit, but may be a hub', async () => {
  const session = answers({ ...base, 'base.location': 'northeurope' });
  const own = await itemsOf('vnets', 'net.vnetId', session);
  const hubs = await itemsOf('vnets', 'net.hubVnetId', session);
  expect(own.find((one) => one.value === SPOKE)?.unfit).toBe('it is in westeurope, the cluster in northeurope');
  expect(hubs.find((one) => one.value === SPOKE)?.unfit).toBeUndefined();
});

test('subnets show range, free addresses and NSG, and what does not fit the purpose says why', async () => {
  const of = async (purpose: string) => {
    const items = await itemsOf('subnets', 'net.subnets', answers(base), { purpose });
    return new Map(items.map((one) => [one.value.split('/').at(-1), one]));
  };
  const nodes = await of('nodes');
  const api = await of('api');
  expect(nodes.get('snet-nodes')?.note).toMatch(/^10\.20\.0\.0\/22 {2}1,01\d free {2}/);
  expect(nodes.get('snet-nodes')?.unfit).toBeUndefined();
  expect(nodes.get('snet-api')?.unfit).toBe('it is delegated to Microsoft.ContainerService/managedClusters');
  expect(api.get('snet-api')?.unfit).toBeUndefined();
  expect(api.get('snet-nodes')?.unfit).toBe('it is not delegated to Microsoft.ContainerService/managedClusters');
});

test('VM sizes show processors, memory and zones; a system pool needs four processors', async () => {
  const system = await itemsOf('vmSizes', 'node.pools', answers(base), { mode: 'System' });
  const user = await itemsOf('vmSizes', 'node.pools', answers(base), { mode: 'User' });
  expect(system.find((one) => one.value === 'Standard_D4ds_v5')).toMatchObject({
    note: expect.stringMatching(/^4 vCPU {2}16 GiB {2}zones 1 2 3/),
  });
  const small = (items: typeof system) => items.filter((one) => one.note.startsWith('2 vCPU') && !one.unfit);
  expect(small(system)).toEqual([]);
  expect(small(user).length).toBeGreaterThan(0);
});

test('the private zone of the other way to the API server does not fit', async () => {
  const zones = await itemsOf('privateDnsZones', 'api.privateDnsZoneId');
  const byName = new Map(zones.map((one) => [one.note, one.unfit]));
  expect(byName.get('private.westeurope.azmk8s.io')).toBeUndefined();
  expect(byName.get('privatelink.westeurope.azmk8s.io')).toBe('AKS needs private.westeurope.azmk8s.io here');
});

test('images are managed ones and gallery versions; those without a copy in the region say so', async () => {
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-spoke-network`;
  const compute = `${group}/providers/Microsoft.Compute`;
  const gallery = `${compute}/galleries/gal`;
  const made = (id: string, type: string, properties: Readonly<Record<string, unknown>>) => ({
    id,
    name: id.split('/').at(-1) ?? '',
    type,
    location: 'westeurope',
    properties,
  });
  const ready = { provisioningState: 'Succeeded' };
  const world = over(sample(), {
    name: 'images',
    says: 'a gallery and two managed images',
    add: [
      made(`${compute}/images/box`, 'Microsoft.Compute/images', {
        ...ready,
        storageProfile: { osDisk: { osType: 'Linux' } },
      }),
      made(`${compute}/images/win`, 'Microsoft.Compute/images', {
        ...ready,
        storageProfile: { osDisk: { osType: 'Windows' } },
      }),
      made(gallery, 'Microsoft.Compute/galleries', ready),
      made(`${gallery}/images/box`, 'Microsoft.Compute/galleries/images', { ...ready, osType: 'Linux' }),
      made(`${gallery}/images/box/versions/1.0.0`, 'Microsoft.Compute/galleries/images/versions', {
        ...ready,
        publishingProfile: { targetRegions: [{ name: 'North Europe' }] },
      }),
    ],
  });
  const { look } = makeMemory(makeClients(emulate(world)));
  const unfitIn = async (region: string) => {
    const session = answers({ ...base, 'base.location': region });
    const found = await suggestFor(look, { name: 'images', decision: 'jb.imageId', session });
    if (found.is !== 'found') throw new Error(found.why);
    return Object.fromEntries(found.items.map((one) => [one.value.slice(compute.length), one.unfit]));
  };
  expect(await unfitIn('northeurope')).toEqual({
    '/galleries/gal/images/box/versions/1.0.0': undefined,
    '/images/box': 'there is no copy in northeurope',
    '/images/win': 'it is a Windows image',
  });
});

test('a look-up that nobody wrote is a bug, not an empty list', async () => {
  const lookup = { name: 'nothing', decision: 'base.location', session: emptySession };
  await expect(suggestFor(lookIn('sample'), lookup)).rejects.toThrow('no look-up is called nothing');
});
