import type { Answer } from '../../src/core/decision.ts';
import { contribution } from '../../src/plan/contribution.ts';
import { type Body, param, symbol } from '../../src/plan/value.ts';
import { API } from '../facts/api-versions.ts';
import { cluster } from '../resources.ts';
import { kubernetesVersion, nodeOsChannel, upgradeChannel } from './versions.ts';
import { maintenanceWindows } from './windows.ts';

type Window = Answer<typeof maintenanceWindows>[number];
const WINDOW = 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations';

const SYMBOLS = {
  default: symbol('releaseWindow', WINDOW),
  aksManagedAutoUpgradeSchedule: symbol('upgradeWindow', WINDOW),
  aksManagedNodeOSUpgradeSchedule: symbol('nodeImageWindow', WINDOW),
} as const;

/** The window for AKS releases is every week: its interval is 1, which az fills in and the API's types demand. */
function scheduleOf(one: Window): Body {
  const interval = one.interval ?? 1;
  const dayOfWeek = one.day ?? 'Saturday';
  switch (one.schedule) {
    case 'Daily':
      return { daily: { intervalDays: interval } };
    case 'Weekly':
      return { weekly: { intervalWeeks: interval, dayOfWeek } };
    case 'AbsoluteMonthly':
      return { absoluteMonthly: { intervalMonths: interval, dayOfMonth: one.dayOfMonth ?? 1 } };
    case 'RelativeMonthly':
      return { relativeMonthly: { intervalMonths: interval, weekIndex: one.week ?? 'First', dayOfWeek } };
  }
}

/** `2026-12-20/2027-01-03` as Azure has it. */
function spanOf(days: string): Body {
  const [start = '', end = ''] = days.split('/');
  return { start, end };
}

const windowOf = (one: Window): Body => ({
  properties: {
    maintenanceWindow: {
      schedule: scheduleOf(one),
      durationHours: one.hours,
      startTime: one.startTime,
      utcOffset: one.utcOffset,
      ...(one.startDate === undefined ? {} : { startDate: one.startDate }),
      ...(one.notAllowedDates === undefined ? {} : { notAllowedDates: one.notAllowedDates.map(spanOf) }),
    },
  },
});

export const contributions = [
  contribution({
    id: 'patch.versions',
    because: [kubernetesVersion, upgradeChannel, nodeOsChannel],
    add: (plan, read) =>
      plan.extend(cluster, {
        properties: {
          kubernetesVersion: param(
            'kubernetesVersion',
            read(kubernetesVersion),
            'Kubernetes minor; AKS takes its newest patch',
          ),
          autoUpgradeProfile: {
            upgradeChannel: read(upgradeChannel),
            nodeOSUpgradeChannel: read(nodeOsChannel),
          },
        },
      }),
  }),
  contribution({
    id: 'patch.windows',
    because: [maintenanceWindows],
    add: (plan, read) => {
      for (const one of read(maintenanceWindows)) {
        plan.add(SYMBOLS[one.name], {
          api: API[WINDOW],
          scope: { in: 'parent', of: cluster.symbol },
          name: one.name,
          stage: 'cluster',
          body: windowOf(one),
        });
      }
      plan.note({
        topic: 'Maintenance',
        says:
          'AKS keeps to the windows and to days without planned work as far as it can; urgent fixes may come at any time. UTC offsets are fixed, so a window moves by an hour of local time ' +
          'when clocks change. A disruption budget that allows no disruption stops node upgrades.',
      });
    },
  }),
];
