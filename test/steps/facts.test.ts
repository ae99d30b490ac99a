import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/core/source.ts';
import { aksEgressFor } from '../../steps/facts/aks-egress.ts';
import { API, apiFor, PROPERTY_SINCE, usedProperties } from '../../steps/facts/api-versions.ts';
import { APT_FEEDS, type AptFeedId, feedFor } from '../../steps/facts/apt-feeds.ts';
import {
  AZ_FLOOR,
  AZ_RECOMMENDED,
  AZ_SINCE,
  AZ_SINCE_UNVERIFIED,
  compareVersions,
  newest,
} from '../../steps/facts/az-versions.ts';
import { FACTS_READ } from '../../steps/facts/dates.ts';
import { inRegion } from '../../steps/facts/flows.ts';
import { BASE_IMAGES, baseImage, DEFAULT_BASE_IMAGE, isBuildTimeout } from '../../steps/facts/image-builder.ts';
import { imageBuilderEgress } from '../../steps/facts/image-builder-egress.ts';
import { IMAGE_BUILDER_NSG } from '../../steps/facts/image-builder-flows.ts';
import { buildEgressFor } from '../../steps/facts/jump-box-egress.ts';
import {
  aptPin,
  DEFAULT_TOOLS,
  preferredSource,
  TOOL_DEFAULTS,
  TOOL_SOURCES,
} from '../../steps/facts/jump-box-tools.ts';
import {
  compareMinors,
  DEFAULT_MINOR,
  minorOf,
  NEWEST_MINOR,
  OS_SKUS,
  RELEASES,
  supportOn,
} from '../../steps/facts/kubernetes.ts';
import { providersFor } from '../../steps/facts/providers.ts';
import {
  azureCloudTag,
  CONFIDENTIAL_REGIONS,
  findRegion,
  IMAGE_BUILDER_REGIONS,
  nearestRegions,
  REGIONS,
} from '../../steps/facts/regions.ts';
import { RETIREMENTS } from '../../steps/facts/retirements.ts';
import { CUSTOM_ROLES, ROLES } from '../../steps/facts/roles.ts';
import { CHART, chartCompat, compareCharts, parseChartVersion } from '../../steps/facts/virtual-nodes.ts';
import { VIRTUAL_NODE_EGRESS, VIRTUAL_NODE_NSG } from '../../steps/facts/virtual-nodes-flows.ts';
import { factsOfSize, memoryOf, parseVmSize, VM_SIZES } from '../../steps/facts/vm-sizes.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Microsoft's type data, where it lies beside the repository. */
const TYPE_INDEX = new URL('../../../shared/tools/bicep-check/types/index.json', import.meta.url);
const CLUSTER = 'Microsoft.ContainerService/managedClusters';

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

describe('GUIDs', () => {
  const all = Object.values(ROLES).map(({ guid }) => guid);

  it('are well formed, in small letters, and each stands once', () => {
    expect(all.filter((guid) => !GUID.test(guid))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('custom roles', () => {
  it('name concrete actions, without wildcards, and the virtual nodes role has the five of the vendor', () => {
    const actions = Object.values(CUSTOM_ROLES).flatMap((role) => [...role.actions]);
    expect(actions.filter((action) => !/^Microsoft\.[A-Za-z]+(\/[A-Za-z]+)+$/.test(action))).toEqual([]);
    expect(CUSTOM_ROLES.virtualNodes.actions).toHaveLength(5);
  });

  it('split for virtual nodes give together what the one role gives, and say that this is not verified', () => {
    const { virtualNodes, virtualNodesGroups, virtualNodesSubnetJoiner } = CUSTOM_ROLES;
    expect([...virtualNodesGroups.actions, ...virtualNodesSubnetJoiner.actions]).toEqual(virtualNodes.actions);
    expect([virtualNodesGroups.evidence, virtualNodesSubnetJoiner.evidence]).toEqual(['unverified', 'unverified']);
  });
});

describe('dates and sources', () => {
  it('are real days, and every source has a title and an https address', () => {
    const owners: readonly { readonly source: Source }[] = [
      ...Object.values(ROLES),
      ...Object.values(CUSTOM_ROLES),
      ...Object.values(RETIREMENTS),
      ...Object.values(APT_FEEDS),
      ...PROPERTY_SINCE,
      ...OS_SKUS,
      ...BASE_IMAGES,
      ...VIRTUAL_NODE_EGRESS,
    ];
    const bad = owners.filter(
      ({ source }) => !(isDay(source.read) && source.title !== '' && source.url.startsWith('https://')),
    );
    expect(bad).toEqual([]);
    expect(
      owners
        .map(({ source }) => source.read)
        .toSorted()
        .at(-1),
    ).toBe(FACTS_READ);
    const days = [
      FACTS_READ,
      ...RELEASES.flatMap((row) => [row.ga, row.standardEnds, row.ltsEnds]),
      ...OS_SKUS.flatMap((row) => row.ends ?? []),
    ];
    expect(days.filter((day) => !isDay(day))).toEqual([]);
  });
});

describe('API versions', () => {
  it.skipIf(!existsSync(TYPE_INDEX))(
    'exist in the type data (skipped where ../shared/tools/bicep-check is not there)',
    () => {
      const index = JSON.parse(readFileSync(TYPE_INDEX, 'utf8').toLowerCase()) as Record<
        string,
        Record<string, string[]>
      >;
      const unknown = Object.entries(API).filter(([type, version]) => {
        const [, namespace = '', rest = ''] = /^([^/]+)\/(.+)$/.exec(type.toLowerCase()) ?? [];
        return !index[namespace]?.[rest]?.includes(version);
      });
      expect(unknown).toEqual([]);
    },
  );

  it('stay at the oldest while nothing in use is newer', () => {
    const body = {
      properties: { agentPoolProfiles: [{ osSKU: 'Ubuntu2404', securityProfile: { sshAccess: 'Disabled' } }] },
    };
    expect(apiFor(CLUSTER, usedProperties(body))).toBe(API[CLUSTER]);
  });

  it('rise to the newest property in use, whether a whole object, a value or a field of a pool', () => {
    const windows = { properties: { agentPoolProfiles: [{ osSKU: 'Ubuntu' }, { osSKU: 'Windows2025' }] } };
    expect(apiFor(CLUSTER, usedProperties(windows))).toBe('2026-02-01');
    expect(apiFor(`${CLUSTER}/agentPools`, usedProperties({ properties: { osSKU: 'Windows2025' } }))).toBe(
      '2026-02-01',
    );
    const both = {
      properties: {
        azureMonitorProfile: { metrics: { controlPlane: { enabled: true } } },
        securityProfile: { defender: { securityGating: {} } },
      },
    };
    expect(apiFor(CLUSTER, usedProperties(both))).toBe('2026-05-01');
  });

  it('are refused for a type that nobody has looked up', () => {
    expect(() => apiFor('Microsoft.Made/up')).toThrow('steps/facts/api-versions.ts');
  });
});

describe('regions', () => {
  it('have one row each, and the lists about public regions name only known ones', () => {
    expect(new Set(REGIONS.map(({ name }) => name)).size).toBe(REGIONS.length);
    const unknown = [...IMAGE_BUILDER_REGIONS.regions, ...CONFIDENTIAL_REGIONS.regions].filter(
      (name) => findRegion(name) === undefined,
    );
    expect(unknown).toEqual(['chinanorth3']);
  });

  it('are found by either name, and a mistyped one is near the right one', () => {
    expect(findRegion('West Europe')?.name).toBe('westeurope');
    expect(nearestRegions('westeurop')[0]?.name).toBe('westeurope');
    expect(nearestRegions('europewest')[0]?.name).toBe('westeurope');
    expect(nearestRegions('swedencentrl')[0]?.name).toBe('swedencentral');
  });

  it('keep the service tags that do not follow the region name', () => {
    expect(azureCloudTag('West Europe')).toBe('AzureCloud.westeurope');
    expect(azureCloudTag('germanywestcentral')).toBe('AzureCloud.germanywc');
    expect(inRegion('{azureCloud} *.{region}.x', 'France Central')).toBe('AzureCloud.centralfrance *.francecentral.x');
  });
});

describe('VM sizes', () => {
  it.each([
    ['Standard_D4ds_v5', 'D', 4, 'standardDDSv5Family'],
    ['Standard_E4-2ds_v5', 'E', 2, 'standardEDSv5Family'],
    ['Standard_F4s_v2', 'F', 4, 'standardFSv2Family'],
    ['Standard_NC24ads_A100_v4', 'NC', 24, 'standardNCADSA100v4Family'],
    ['Standard_D3_v2', 'D', 4, 'standardDv2Family'],
    ['Standard_DS3_v2', 'DS', 4, 'standardDSv2Family'],
  ])('%s is read as family %s with %i vCPUs', (name, family, vCpus, quotaFamily) => {
    expect(parseVmSize(name)).toMatchObject({ family, vCpus, quotaFamily });
  });

  it('with constrained cores count their full size against the quota', () => {
    expect(parseVmSize('Standard_E4-2ds_v5')).toMatchObject({
      vCpus: 2,
      quotaVCpus: 4,
      features: ['d', 's'],
      version: 5,
    });
  });

  it('that follow no grammar are not read', () => {
    expect(['D4ds_v5', 'Standard_D', 'Standard_4ds', '', 'Standard_D4ds_v5; rm'].map(parseVmSize)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('in the fact table agree with their own names', () => {
    expect(VM_SIZES.filter((size) => parseVmSize(size.name)?.vCpus !== size.vCpus)).toEqual([]);
    expect(memoryOf('standard_d8ds_v5')).toBe(32);
    expect(memoryOf('Standard_M416ms_v2')).toBeUndefined();
    expect(factsOfSize('Standard_D2s_v5')?.ephemeralOsDiskGiB).toBe(0);
  });
});

describe('Kubernetes', () => {
  it('offers by default the minor before the newest, in standard support', () => {
    expect(Number(NEWEST_MINOR.split('.')[1]) - Number(DEFAULT_MINOR.split('.')[1])).toBe(1);
    expect(supportOn(DEFAULT_MINOR, FACTS_READ)).toBe('standard');
  });

  it('support moves from standard to long-term to none, and a minor of the future is unknown', () => {
    const days = ['2026-07-31', '2026-08-01', '2027-07-31', '2027-08-01'];
    expect(days.map((day) => supportOn('1.33.4', day))).toEqual(['standard', 'lts-only', 'lts-only', 'ended']);
    expect([supportOn('1.22', FACTS_READ), supportOn('1.99', FACTS_READ)]).toEqual(['ended', 'unknown']);
  });

  it('compares minors as numbers and refuses other text', () => {
    expect(compareMinors('1.9', '1.10')).toBeLessThan(0);
    expect(minorOf('v1.35.2')).toBe('1.35');
    expect(() => compareMinors('latest', '1.35')).toThrow('latest is not a Kubernetes version');
  });
});

describe('az versions', () => {
  it('are all readable, unverified ones are listed flags, and the floor is below what we recommend', () => {
    expect(newest(Object.values(AZ_SINCE))).toBe('2.91.0');
    expect(AZ_SINCE_UNVERIFIED.filter((flag) => AZ_SINCE[flag] === undefined)).toEqual([]);
    expect(compareVersions(AZ_FLOOR, AZ_RECOMMENDED)).toBeLessThan(0);
  });

  it('compare as numbers, whatever the order', () => {
    const part = fc.nat({ max: 200 });
    const version = fc.tuple(part, part, part);
    fc.assert(
      fc.property(version, version, (a, b) => {
        const byHand = a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
        expect(Math.sign(compareVersions(a.join('.'), b.join('.')))).toBe(Math.sign(byHand));
      }),
    );
    expect(newest(['2.9.0', '2.80.0', '2.45.0'])).toBe('2.80.0');
    expect(newest([])).toBeUndefined();
    expect(() => compareVersions('two', '2.80.0')).toThrow('"two" is not a version');
  });
});

describe('virtual nodes charts', () => {
  it('carry their Kubernetes version and day in their own', () => {
    expect(parseChartVersion(CHART.defaultVersion)).toEqual({
      minor: '1.34',
      patch: 10,
      built: '2026-08-11',
      build: 2,
    });
    expect(['1.34.10', 'latest', '1.3410.2608110'].map(parseChartVersion)).toEqual([undefined, undefined, undefined]);
    expect(compareCharts('1.3409.26080501', '1.3410.26081102')).toBeLessThan(0);
  });

  it.each([
    ['1.3410.26081102', '1.35', 'yes'],
    ['1.3409.26080501', '1.35', 'no'],
    ['1.3307.26033004', '1.34', 'yes'],
    ['1.3306.26010101', '1.34', 'no'],
    ['1.3410.26082101', '1.32', 'untested'],
    ['1.3508.26091601', '1.35', 'unverified'],
    ['1.3410.26081102', '1.36', 'no'],
    ['latest', '1.35', 'no'],
  ])('%s on AKS %s: %s', (chart, minor, compat) => {
    expect(chartCompat(chart, minor)).toBe(compat);
  });
});

describe('egress and flows', () => {
  it('name exactly one destination a rule, and each id once', () => {
    const rules = [
      ...aksEgressFor(['policyAddon', 'containerInsights', 'prometheus', 'defender'], {
        publicApi: true,
        securityPatch: true,
      }),
      ...VIRTUAL_NODE_EGRESS,
      ...imageBuilderEgress('build+aci'),
      ...buildEgressFor(DEFAULT_TOOLS.map(preferredSource)),
    ];
    expect(
      rules.filter(
        (rule) => [rule.fqdn, rule.serviceTag, rule.fqdnTag].filter((end) => end !== undefined).length !== 1,
      ),
    ).toEqual([]);
    expect(rules.map(({ id }) => id).filter((id, place, ids) => ids.indexOf(id) !== place)).toEqual([]);
  });

  it('leave out the public API of a private cluster, and require the patch host only for SecurityPatch', () => {
    const quiet = aksEgressFor([], { publicApi: false, securityPatch: false }).map(({ id }) => id);
    expect(quiet).not.toContain('aks-api');
    expect(quiet).not.toContain('os-snapshot');
    const patched = aksEgressFor([], { publicApi: true, securityPatch: true });
    expect(patched.find(({ id }) => id === 'os-snapshot')?.required).toBe(true);
  });

  it('are judged at a subnet that takes part, in the direction that it sees', () => {
    const flows = [...VIRTUAL_NODE_NSG, ...IMAGE_BUILDER_NSG['build+aci'], ...IMAGE_BUILDER_NSG['build-only']];
    expect(flows.filter((flow) => (flow.direction === 'Inbound' ? flow.destination : flow.source) !== flow.on)).toEqual(
      [],
    );
  });

  it('never let the ACI subnet into a build that has none', () => {
    expect(imageBuilderEgress('build-only').flatMap(({ from }) => from)).not.toContain('build-aci');
    expect(imageBuilderEgress('none')).toEqual([]);
  });
});

describe('the jump box image', () => {
  it('starts from an image that is not refused, and refuses Ubuntu 18.04 with its reason', () => {
    expect(baseImage(DEFAULT_BASE_IMAGE)).toMatchObject({ evidence: 'read', codename: 'noble' });
    expect(baseImage(DEFAULT_BASE_IMAGE)?.refused).toBeUndefined();
    expect(baseImage('ubuntu-18.04')?.refused).toContain('May 2023');
  });

  it('takes az, kubectl and helm from signed feeds, and gives no version that nobody read', () => {
    expect((['az', 'kubectl', 'helm'] as const).map((tool) => preferredSource(tool).kind)).toEqual([
      'apt',
      'apt',
      'apt',
    ]);
    const given = Object.values(TOOL_DEFAULTS).filter((row) => (row.from === 'fact') !== (row.version !== undefined));
    expect(given).toEqual([]);
  });

  it('has one preferred source a tool, each with a feed or an https address', () => {
    const preferred = TOOL_SOURCES.filter((source) => source.preferred).map(({ tool }) => tool);
    expect([...new Set(preferred)]).toHaveLength(preferred.length);
    expect([...preferred].sort()).toEqual(Object.keys(TOOL_DEFAULTS).sort());
    const whence = TOOL_SOURCES.filter((source) =>
      source.kind === 'apt' ? source.feed === undefined : !source.url?.startsWith('https://'),
    );
    expect(whence).toEqual([]);
  });

  it('checks feeds by keys fetched over https with a full fingerprint', () => {
    const feeds = Object.values(APT_FEEDS);
    expect(
      feeds.filter((feed) => !(feed.keyUrl.startsWith('https://') && /^[0-9A-F]{40}$/.test(feed.fingerprint))),
    ).toEqual([]);
  });

  it('fills in feeds and pins for an image and a cluster', () => {
    const image = { codename: 'noble', release: '24.04' };
    expect(aptPin(preferredSource('az'), '2.91.0', image)).toBe('2.91.0-1~noble');
    expect(aptPin(preferredSource('kubectl'), '1.35', image)).toBe('1.35.*');
    expect(feedFor('kubernetes', { ...image, minor: '1.35' }).uri).toBe('https://pkgs.k8s.io/core:/stable:/v1.35/deb/');
    const feeds = Object.keys(APT_FEEDS).map((id) =>
      JSON.stringify(feedFor(id as AptFeedId, { ...image, minor: '1.35' })),
    );
    expect(feeds.filter((feed) => /\{(codename|release|minor)\}/.test(feed))).toEqual([]);
  });

  it('builds within the time that the service takes', () => {
    expect([0, 1, 5, 6, 960, 961].map(isBuildTimeout)).toEqual([true, false, false, true, true, false]);
  });
});

describe('resource providers', () => {
  it('are named once where several features need them', () => {
    const wanted = providersFor(['cluster', 'virtualNodes', 'imageBuilder']);
    expect(new Set(wanted).size).toBe(wanted.length);
    expect(wanted).toContain('Microsoft.VirtualMachineImages');
  });
});
