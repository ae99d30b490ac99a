import { describe, expect, test } from 'vitest';
import { type AzType, minimumAz, type Row, recipeFor, TABLES } from '../../../src/emit/az/index.ts';
import type { Adder } from '../../../src/plan/contribution.ts';
import { findResource, PlanBug, type Resource } from '../../../src/plan/plan.ts';
import { type Body, keyed, param, setOf, symbol, type Value } from '../../../src/plan/value.ts';
import { AZ_FLOOR, AZ_SINCE, compareVersions } from '../../../steps/facts/az-versions.ts';
import { addEverything, HEAD, planOf } from '../../helpers/plans.ts';

const tables = [...TABLES.values()].filter((table): table is AzType => 'rows' in table);
const everything = planOf((plan) =>
  addEverything(
    plan,
    `/subscriptions/${HEAD.subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub`,
  ),
);

/** Rows with those of their parts. */
const allRows = (rows: readonly Row[]): readonly Row[] =>
  rows.flatMap((row) => (row.as === 'part' ? [row, ...allRows(row.rows)] : [row]));

/** The arguments that a row may write. */
function argumentsOf(row: Row): readonly string[] {
  if (row.as !== 'argument') return [];
  const words = [true, false, 'Standard'].flatMap((value) => {
    try {
      return row.words(value, row.path, { name: 'thing' } as Resource);
    } catch {
      return []; // a list or a spelling of az's own: another of the values is one
    }
  });
  return words.filter((word): word is string => typeof word === 'string' && word.startsWith('--'));
}

const group = symbol('clusterGroup', 'Microsoft.Resources/resourceGroups');
const identity = symbol('identity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const vnet = symbol('vnet', 'Microsoft.Network/virtualNetworks');
const cluster = symbol('cluster', 'Microsoft.ContainerService/managedClusters');

function recipeOf(type: string, body: Body, name: Value = 'thing') {
  const thing = symbol('thing', type);
  const plan = planOf((adder: Adder) => {
    adder.add(group, {
      api: '2025-04-01',
      scope: { in: 'subscription' },
      name: 'rg',
      stage: 'subscription',
      body: { location: 'westeurope' },
    });
    adder.add(identity, {
      api: '2024-11-30',
      scope: { in: 'group', group: group.symbol },
      name: 'id',
      stage: 'identity',
      body: { location: 'westeurope' },
    });
    adder.add(vnet, {
      api: '2025-05-01',
      scope: { in: 'group', group: group.symbol },
      name: 'vnet',
      stage: 'network',
      body: { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] } } },
    });
    adder.add(thing, { api: '2025-05-01', scope: { in: 'group', group: group.symbol }, name, stage: 'network', body });
  });
  return recipeFor(plan, findResource(plan, thing.symbol));
}

const CLUSTER_BODY = {
  location: 'westeurope',
  sku: { name: 'Base', tier: 'Standard' },
  identity: { type: 'SystemAssigned' },
  properties: {
    kubernetesVersion: '1.34',
    networkProfile: { networkPlugin: 'azure' },
    agentPoolProfiles: keyed('name', { system: { vmSize: 'Standard_D4ds_v5' } }),
  },
} as const satisfies Body;
const clusterWith = (properties: Body): Body => ({
  ...CLUSTER_BODY,
  properties: { ...CLUSTER_BODY.properties, ...properties },
});

describe('each table', () => {
  test.each(tables.map((table) => [table.type, table] as const))(
    '%s: one row a leaf, and a reason where az says something by itself',
    (_, table) => {
      for (const rows of [table.rows, ...table.rows.flatMap((row) => (row.as === 'part' ? [row.rows] : []))]) {
        const paths = rows.map((row) => row.path);
        expect(paths.toSorted()).toEqual([...new Set(paths)].toSorted());
      }
      for (const row of allRows(table.rows)) if (row.as === 'sent' || row.as === 'update') expect(row.why).not.toBe('');
      for (const one of table.implicit) expect(one.why).not.toBe('');
      const known = new Set(table.rows.map((row) => row.path));
      for (const must of table.must) expect(known).toContain(must);
    },
  );

  test.each(tables.map((table) => [table.type, table] as const))(
    '%s: a version of az for each argument',
    (_, table) => {
      for (const row of allRows(table.rows)) expect(row.since).toMatch(/^\d+\.\d+\.\d+$/);
      expect(table.since).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );

  test('says of each argument of the cluster what the facts say, where that is newer than the command', () => {
    const rows = tables.find((table) => table.type === cluster.type)?.rows ?? [];
    const said = rows.flatMap((row) => argumentsOf(row).map((argument) => [argument, row.since] as const));
    const newer = said.filter(([argument]) => compareVersions(AZ_SINCE[`aks ${argument}`] ?? '0.0.0', AZ_FLOOR) > 0);
    expect(said.map(([argument]) => argument)).toEqual(
      expect.arrayContaining(['--tier', '--enable-private-cluster', '--disable-run-command']),
    );
    for (const [argument, since] of newer) expect([argument, since]).toEqual([argument, AZ_SINCE[`aks ${argument}`]]);
  });
});

describe('a body', () => {
  test('of every type becomes a command, each leaf taken once', () => {
    for (const resource of everything.resources) {
      if (resource.existing !== undefined) continue;
      const { create } = recipeFor(everything, resource);
      expect(create.argv[0]).toBe('az');
    }
  });

  test('with a leaf that no row knows is a bug, named by resource, type and leaf', () => {
    expect(() =>
      recipeOf(vnet.type, {
        location: 'westeurope',
        properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] }, nonsense: { inner: 1 } },
      }),
    ).toThrow(
      new PlanBug(
        `thing (${vnet.type}): no az argument is known for properties.nonsense.inner: add a row to its table`,
      ),
    );
  });

  test('that leaves to az what az would choose is a bug', () => {
    expect(() => recipeOf(vnet.type, { location: 'westeurope', properties: {} })).toThrow(
      'az would choose properties.addressSpace.addressPrefixes by itself',
    );
  });

  test('that wants something else than what az always sends is a bug', () => {
    expect(() => recipeOf('Microsoft.Network/privateDnsZones', { location: 'westeurope' })).toThrow(
      'az sends location as global',
    );
  });

  test('with two pools is no single command', () => {
    const pools = keyed('name', { one: { vmSize: 'a' }, two: { vmSize: 'b' } });
    expect(() => recipeOf(cluster.type, clusterWith({ agentPoolProfiles: pools }))).toThrow('the plan has more');
  });

  test('of a type without a table goes whole, through `az resource create`, or `az rest` where it is in no region', () => {
    expect(recipeOf('Microsoft.Other/things', { location: 'westeurope' }).create.argv.slice(0, 3)).toEqual([
      'az',
      'resource',
      'create',
    ]);
    expect(recipeOf('Microsoft.Other/things', { properties: {} }).create.argv.slice(0, 4)).toEqual([
      'az',
      'rest',
      '--method',
      'put',
    ]);
  });

  test('says what has no argument afterwards', () => {
    const { updates, create } = recipeOf(
      cluster.type,
      clusterWith({ apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: true } }),
    );
    expect(updates.map((one) => one.argv.at(-1))).toEqual([
      { json: ['properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN', true] },
    ]);
    expect(create.argv).not.toContain('--disable-public-fqdn');
  });

  test('with several add-ons names them in one argument', () => {
    const addons = { addonProfiles: { azurepolicy: { enabled: true } } };
    const { argv } = recipeOf(cluster.type, clusterWith(addons)).create;
    expect(argv.filter((word) => word === '--enable-addons')).toHaveLength(1);
  });
});

describe('what is compared with the plan', () => {
  test('is all that is known before Azure chooses, lists whatever their order', () => {
    const { compare } = recipeOf(vnet.type, {
      location: param('location', 'westeurope', ''),
      tags: { 'a.b': 'c' },
      properties: { addressSpace: { addressPrefixes: setOf('10.0.0.0/8') } },
    });
    expect(compare.map((one) => one.query)).toEqual([
      'location',
      'tags."a.b"',
      "join(',', sort(properties.addressSpace.addressPrefixes || `[]`))",
    ]);
  });

  test('finds records by their key, whatever it holds', () => {
    const { compare } = recipeOf(
      cluster.type,
      clusterWith({ agentPoolProfiles: keyed('name', { "a'b": { vmSize: 'x' } }) }),
    );
    expect(compare.map((one) => one.query)).toContain("(properties.agentPoolProfiles[?name=='a\\'b'] | [0]).vmSize");
  });
});

describe("az's shorthand notation", () => {
  const tagsOf = (tags: Record<string, string>, type: string = vnet.type) => {
    const { argv } = recipeOf(type, {
      location: 'westeurope',
      tags,
      ...(type === vnet.type ? { properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] } } } : {}),
    }).create;
    return argv.filter((word) => typeof word === 'object' && word !== null && 'pair' in word);
  };

  test('has what it would read otherwise in its own quotes', () => {
    expect(tagsOf({ plain: 'value', "it's here": 'x', nothing: 'null', empty: '', quoted: "'a' b" })).toEqual([
      { pair: ['empty', "''"] },
      { pair: ["'it'/s here'", 'x'] },
      { pair: ['nothing', "'null'"] },
      { pair: ['plain', 'value'] },
      { pair: ['quoted', "''/a'/ b'"] },
    ]);
  });

  test('is only written for commands that read it', () => {
    expect(tagsOf({ 'cost center': '' }, 'Microsoft.Resources/resourceGroups')).toEqual([
      { pair: ['cost center', ''] },
    ]);
  });

  test('needs an az that reads it', () => {
    const network = (tags: Body) =>
      recipeOf(vnet.type, {
        location: 'westeurope',
        tags,
        properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] } },
      }).create.since;
    expect(compareVersions(network({ 'cost center': 'x' }), network({ plain: 'x' }))).toBeGreaterThan(0);
  });
});

describe('the version of az that a plan needs', () => {
  test('is the newest of what its commands use', () => {
    expect(minimumAz(everything)).toBe('2.80.0');
    expect(
      recipeOf(
        cluster.type,
        clusterWith({ agentPoolProfiles: keyed('name', { system: { vmSize: 'x', osSKU: 'Windows2025' } }) }),
      ).create.since,
    ).toBe('2.86.0');
  });

  test('is newer for the default maintenance window, whose interval az says by itself', () => {
    const type = 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations';
    const body = (interval: number) => ({
      properties: {
        maintenanceWindow: {
          durationHours: 4,
          startTime: '01:00',
          schedule: { weekly: { intervalWeeks: interval, dayOfWeek: 'Sunday' } },
        },
      },
    });
    const plan = (name: string, interval: number) =>
      planOf((adder) => {
        addEverything(
          adder,
          `/subscriptions/${HEAD.subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub`,
        );
        adder.add(symbol('window', type), {
          api: '2025-10-01',
          scope: { in: 'parent', of: 'cluster' },
          name,
          stage: 'cluster',
          body: body(interval),
        });
      });
    expect(minimumAz(plan('default', 1))).toBe('2.88.0');
    expect(() => minimumAz(plan('default', 2))).toThrow('it comes every week');
    expect(minimumAz(plan('aksManagedAutoUpgradeSchedule', 2))).toBe('2.80.0');
  });
});
