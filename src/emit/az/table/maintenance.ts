import { PlanBug } from '../../../plan/plan.ts';
import type { Value } from '../../../plan/value.ts';
import { type AzType, type Row, scalar, value } from '../row.ts';

const P = 'properties.maintenanceWindow.';
const S = `${P}schedule.`;

/** The kind of schedule is told by the leaf that only this kind has. */
const kind = (leaf: string, argument: string, type: string): Row => {
  const row = value(leaf, argument);
  if (row.as !== 'argument') return row;
  return {
    ...row,
    words: (v, _, of) => ['--schedule-type', type, ...(of.name === 'default' ? weekly(v) : [argument, v])],
  };
};

/** az says by itself that the default window comes each week. */
function weekly(interval: Value): readonly [] {
  if (scalar(interval, `${S}weekly.intervalWeeks`) !== 1)
    throw new PlanBug('az takes no interval for the maintenance window `default`: it comes every week');
  return [];
}

export const maintenanceConfigurations: AzType = {
  type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
  command: 'aks maintenanceconfiguration add',
  since: '2.51.0',
  address: [
    ['--subscription', 'subscription'],
    ['--resource-group', 'group'],
    ['--cluster-name', 'parent'],
    ['--name', 'name'],
  ],
  rows: [
    kind(`${S}weekly.intervalWeeks`, '--interval-weeks', 'Weekly'),
    value(`${S}weekly.dayOfWeek`, '--day-of-week'),
    kind(`${S}daily.intervalDays`, '--interval-days', 'Daily'),
    kind(`${S}absoluteMonthly.intervalMonths`, '--interval-months', 'AbsoluteMonthly'),
    value(`${S}absoluteMonthly.dayOfMonth`, '--day-of-month'),
    kind(`${S}relativeMonthly.intervalMonths`, '--interval-months', 'RelativeMonthly'),
    value(`${S}relativeMonthly.weekIndex`, '--week-index'),
    value(`${S}relativeMonthly.dayOfWeek`, '--day-of-week'),
    value(`${P}durationHours`, '--duration'),
    value(`${P}utcOffset`, '--utc-offset'),
    value(`${P}startDate`, '--start-date'),
    value(`${P}startTime`, '--start-time'),
  ],
  must: [`${P}durationHours`, `${P}startTime`],
  implicit: [],
  always: [],
  bodyFor: [`${P}notAllowedDates`],
  // before that, the default window took a weekday and an hour and nothing else
  newerNames: { default: '2.88.0' },
};
