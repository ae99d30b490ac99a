import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/core/parse.ts';
import { maintenance, maintenanceWindows } from '../../steps/patch/windows.ts';
import { answer, bodyOf, clusterOf, type Given, planFor, verdict } from './answers.ts';

const managed: Given = { 'net.vnet': 'managed', 'api.exposure': 'public' };
const windows = (...list: readonly Given[]): Given => ({ ...managed, 'patch.windows': list });
const AT = { startTime: '22:30', utcOffset: '-03:30', hours: 6 };
const scheduleIn = (given: Given, symbol: string) =>
  (bodyOf(planFor(given), symbol) as never as { properties: { maintenanceWindow: Record<string, unknown> } }).properties
    .maintenanceWindow;

describe('maintenance windows', () => {
  test('all follow from one day, hour and offset', () => {
    const given = { 'patch.maintenance': 'Tuesday 03:15 -04:00' };
    const common = { schedule: 'Weekly', day: 'Tuesday', startTime: '03:15', utcOffset: '-04:00', hours: 4 };
    expect(answer('patch.windows', given)).toEqual([
      { name: 'default', ...common },
      { name: 'aksManagedAutoUpgradeSchedule', interval: 1, ...common },
      { name: 'aksManagedNodeOSUpgradeSchedule', interval: 1, ...common },
    ]);
  });

  test('that follow are always legal answers', () => {
    const day = fc.constantFrom('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday');
    const offset = fc.tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 14 }), fc.constantFrom('00', '30'));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 23 }), offset, (on, hour, [sign, hours, minutes]) => {
        const two = (n: number) => String(n).padStart(2, '0');
        const at = `${on} ${two(hour)}:00 ${sign}${two(hours)}:${minutes}`;
        expect(parse(maintenance.kind, at)).toEqual({ value: at });
        expect(parse(maintenanceWindows.kind, answer('patch.windows', { 'patch.maintenance': at }))).toHaveProperty(
          'value',
        );
      }),
      { numRuns: 50 },
    );
  });

  test.each(['saturday', 'Saturday 1:00 +01:00', 'Saturday 24:00 +00:00', 'Caturday 01:00 +00:00', 'Saturday 01:00'])(
    'do not follow from %j',
    (text) => {
      expect(parse(maintenance.kind, text)).toHaveProperty('faults');
    },
  );

  test('are refused when shorter than four hours, and an interval for AKS releases too', () => {
    const release = { name: 'default', schedule: 'Weekly', day: 'Sunday', ...AT };
    expect(parse(maintenanceWindows.kind, [{ ...release, hours: 3 }])).toHaveProperty('faults');
    expect(parse(maintenanceWindows.kind, [{ ...release, interval: 2 }])).toHaveProperty('faults');
    expect(parse(maintenanceWindows.kind, [release])).toHaveProperty('value');
  });

  const upgrade = { name: 'aksManagedAutoUpgradeSchedule', ...AT };
  test.each([
    [{ ...upgrade, schedule: 'Daily', interval: 3 }, { daily: { intervalDays: 3 } }],
    [
      { ...upgrade, schedule: 'Weekly', interval: 2, day: 'Sunday' },
      { weekly: { intervalWeeks: 2, dayOfWeek: 'Sunday' } },
    ],
    [
      { ...upgrade, schedule: 'AbsoluteMonthly', interval: 1, dayOfMonth: 15 },
      { absoluteMonthly: { intervalMonths: 1, dayOfMonth: 15 } },
    ],
    [
      { ...upgrade, schedule: 'RelativeMonthly', interval: 6, day: 'Sunday', week: 'Last' },
      { relativeMonthly: { intervalMonths: 6, weekIndex: 'Last', dayOfWeek: 'Sunday' } },
    ],
  ])('are written as Azure has them: %#', (window, schedule) => {
    expect(scheduleIn(windows(window), 'upgradeWindow')).toEqual({
      schedule,
      durationHours: 6,
      startTime: '22:30',
      utcOffset: '-03:30',
    });
  });

  test('carry the days without planned work', () => {
    const window = {
      ...upgrade,
      schedule: 'Weekly',
      interval: 1,
      day: 'Sunday',
      notAllowedDates: ['2026-12-20/2027-01-03'],
    };
    expect(scheduleIn(windows(window), 'upgradeWindow')['notAllowedDates']).toEqual([
      { start: '2026-12-20', end: '2027-01-03' },
    ]);
    const spans = (days: string) => windows({ ...window, notAllowedDates: [days] });
    expect(verdict('PM-9', spans('2026-02-28/2026-02-29'))).toBe('broken');
    expect(verdict('PM-9', spans('2028-02-28/2028-02-29'))).toBe('fine');
    expect(verdict('PM-9', spans('2026-12-20/2026-12-20'))).toBe('fine');
  });

  test('begin on a real day', () => {
    const from = (startDate: string) =>
      windows({ ...upgrade, schedule: 'Weekly', interval: 1, day: 'Sunday', startDate });
    expect(scheduleIn(from('2027-01-04'), 'upgradeWindow')['startDate']).toBe('2027-01-04');
    expect(verdict('PM-9', from('2027-01-04'))).toBe('fine');
    expect(verdict('PM-9', from('2027-02-29'))).toBe('broken');
  });

  test('are missed only by upgrades that are on', () => {
    const nodes = { ...AT, name: 'aksManagedNodeOSUpgradeSchedule', schedule: 'Weekly', interval: 1, day: 'Sunday' };
    const release = { ...AT, name: 'default', schedule: 'Weekly', day: 'Sunday' };
    expect(verdict('PM-7', windows(release, nodes))).toBe('broken');
    expect(verdict('PM-7', { ...windows(release, nodes), 'patch.cluster': 'none' })).toBe('fine');
    expect(verdict('PM-7', { ...windows(release), 'patch.cluster': 'none', 'patch.nodeOs': 'Unmanaged' })).toBe('fine');
  });
});

describe('the Kubernetes version', () => {
  test.each([
    ['1.34', 'standard', '2026-11-30', 'fine'],
    ['1.34', 'standard', '2026-12-01', 'broken'],
    ['1.34', 'premium', '2026-12-01', 'fine'],
    ['1.34', 'premium', '2027-12-01', 'broken'],
    ['1.29', 'premium', '2026-11-20', 'broken'],
    ['1.38', 'standard', '2026-11-20', 'fine'],
  ])('%s on tier %s on %s is %s', (version, tier, day, expected) => {
    expect(verdict('PT-11', { 'patch.k8sVersion': version, 'avail.tier': tier }, day)).toBe(expected);
  });

  test('that is only planned, or unknown, is said to be so', () => {
    expect(verdict('PT-14', { 'patch.k8sVersion': '1.38' })).toBe('broken');
    expect(verdict('PT-14', { 'patch.k8sVersion': '1.37' })).toBe('broken');
    expect(verdict('PT-14', { 'patch.k8sVersion': '1.36' })).toBe('fine');
    expect(verdict('PT-14', { 'patch.k8sVersion': '1.36' }, '2026-05-01')).toBe('broken');
  });

  test('is written as a minor, with the support plan that the tier brings', () => {
    expect(clusterOf(planFor({ ...managed, 'avail.tier': 'premium', 'patch.k8sVersion': '1.33' }))).toMatchObject({
      kubernetesVersion: '1.33',
      supportPlan: 'AKSLongTermSupport',
    });
    expect(bodyOf(planFor(managed), 'cluster')).toMatchObject({
      sku: { name: 'Base', tier: 'Standard' },
      properties: { supportPlan: 'KubernetesOfficial' },
    });
  });

  test('moves only with the chart of virtual nodes', () => {
    for (const channel of ['stable', 'rapid', 'node-image', 'none'])
      expect(verdict('AU-7', { 'vn.enable': true, 'patch.cluster': channel })).toBe('broken');
    expect(verdict('AU-7', { 'vn.enable': true })).toBe('fine');
  });
});

describe('pod identity', () => {
  test('of today switches on the issuer; the retired one is nothing that is deployed', () => {
    expect(clusterOf(planFor(managed))).toMatchObject({
      oidcIssuerProfile: { enabled: true },
      securityProfile: { workloadIdentity: { enabled: true } },
    });
    const retired = { ...managed, 'wi.mode': 'pod-identity', 'nrg.lockdown': 'Unrestricted' };
    expect(clusterOf(planFor(retired))).not.toHaveProperty('podIdentityProfile');
    expect(planFor(retired).notes.find((one) => one.topic === 'Pod identity')?.says).toContain('federated credential');
    expect(verdict('NRG-5', { 'wi.mode': 'pod-identity' })).toBe('broken');
  });
});
