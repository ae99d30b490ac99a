import type { Answer } from '../../src/core/decision.ts';
import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { nodeOsChannel, upgradeChannel } from './versions.ts';
import { maintenanceWindows } from './windows.ts';

const PLANNED = learn('planned-maintenance', 'Planned maintenance');
const START = { startTime: '01:00', utcOffset: '+00:00', hours: 4 };
const RELEASES = { name: 'default', schedule: 'Weekly', day: 'Saturday', ...START };
const UPGRADES = { name: 'aksManagedAutoUpgradeSchedule', schedule: 'Weekly', interval: 1, day: 'Saturday', ...START };
const NODES = { name: 'aksManagedNodeOSUpgradeSchedule', schedule: 'Weekly', interval: 1, day: 'Saturday', ...START };
const ALL = [RELEASES, UPGRADES, NODES];

/** How many weeks or months may lie between two windows, as the API's types have it. Days go up to the kind's 7. */
const MOST = { Daily: 7, Weekly: 4, AbsoluteMonthly: 6, RelativeMonthly: 6 } as const;

type Window = Answer<typeof maintenanceWindows>[number];
const tooRare = (one: Window): boolean => (one.interval ?? 1) > MOST[one.schedule];

/** Upgrades that are on and have no window of their kind. */
function unbounded(names: readonly string[], channel: string, nodeChannel: string): readonly string[] {
  const needed = [
    'default',
    ...(channel === 'none' || channel === 'node-image' ? [] : ['aksManagedAutoUpgradeSchedule']),
    ...(nodeChannel === 'None' || nodeChannel === 'Unmanaged' ? [] : ['aksManagedNodeOSUpgradeSchedule']),
  ];
  return needed.filter((name) => !names.includes(name));
}

export const windowRules: readonly Rule[] = [
  // Matrix row 46
  rule({
    id: 'PM-6',
    severity: 'block',
    reads: [maintenanceWindows],
    broken: (read) =>
      read(maintenanceWindows).flatMap((one) =>
        one.name === 'default' && one.schedule !== 'Weekly' ? [one.name] : [],
      ),
    says: 'The window for AKS releases is weekly; AKS takes no other schedule for it.',
    fix: 'Make it weekly, on a day of the week.',
    repairs: (read) => [
      {
        [maintenanceWindows.id]: read(maintenanceWindows).map((one) => {
          if (one.name !== 'default') return one;
          const { dayOfMonth: _, week: __, ...rest } = one;
          return { ...rest, schedule: 'Weekly', day: one.day ?? 'Saturday' };
        }),
      },
    ],
    source: PLANNED,
    examples: {
      broken: {
        'patch.windows': [
          { name: 'default', schedule: 'RelativeMonthly', day: 'Sunday', week: 'Last', ...START },
          UPGRADES,
          NODES,
        ],
      },
      fine: { 'patch.windows': ALL },
    },
  }),
  rule({
    id: 'PM-8',
    severity: 'block',
    reads: [maintenanceWindows],
    broken: (read) => read(maintenanceWindows).flatMap((one) => (tooRare(one) ? [one.name] : [])),
    says: 'Weekly windows come every one to four weeks, monthly ones every one to six months.',
    fix: 'Take a shorter interval.',
    repairs: (read) => [
      {
        [maintenanceWindows.id]: read(maintenanceWindows).map((one) =>
          tooRare(one) ? { ...one, interval: MOST[one.schedule] } : one,
        ),
      },
    ],
    source: PLANNED,
    examples: {
      broken: { 'patch.windows': [RELEASES, { ...UPGRADES, interval: 6 }, NODES] },
      fine: { 'patch.windows': ALL },
    },
  }),
  rule({
    id: 'PM-9',
    severity: 'block',
    reads: [maintenanceWindows],
    broken: (read) =>
      read(maintenanceWindows).flatMap((one) => [
        ...(one.notAllowedDates ?? []).filter((days) => !isSpan(days)),
        ...(one.startDate === undefined || isDay(one.startDate) ? [] : [one.startDate]),
      ]),
    says: 'A first day must be a real one, and days without maintenance go from a first to a last day, both real, the last not before the first.',
    fix: 'Correct the dates: 2026-12-20/2027-01-03.',
    source: PLANNED,
    examples: {
      broken: { 'patch.windows': [{ ...RELEASES, notAllowedDates: ['2027-01-03/2026-12-20'] }, UPGRADES, NODES] },
      fine: { 'patch.windows': [{ ...RELEASES, notAllowedDates: ['2026-12-20/2027-01-03'] }, UPGRADES, NODES] },
    },
  }),
  // Matrix row 47
  rule({
    id: 'PM-7',
    severity: 'warn',
    reads: [maintenanceWindows, upgradeChannel, nodeOsChannel],
    broken: (read) =>
      unbounded(
        read(maintenanceWindows).map((one) => one.name),
        read(upgradeChannel),
        read(nodeOsChannel),
      ),
    says: 'Maintenance without a window of its kind may come at any hour.',
    fix: 'Add the missing window.',
    source: PLANNED,
    examples: {
      broken: { 'patch.windows': [RELEASES] },
      fine: { 'patch.windows': [RELEASES, NODES], 'patch.cluster': 'none' },
    },
  }),
];

function isSpan(days: string): boolean {
  const [first = '', last = ''] = days.split('/');
  return isDay(first) && isDay(last) && first <= last;
}

/** `2026-02-30` parses as a date of March: only a day that prints as itself is one. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
