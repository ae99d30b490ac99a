import { type AzType, type Row, value } from '../row.ts';

const P = 'properties.maintenanceWindow.';
const S = `${P}schedule.`;

/** The kind of schedule is told by the leaf that only this kind has. */
const kind = (leaf: string, argument: string, type: string): Row => {
  const row = value(leaf, argument);
  return row.as === 'argument' ? { ...row, words: (v) => ['--schedule-type', type, argument, v] } : row;
};

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
  // before that, the default window took a weekday and an hour and nothing else
  newerNames: { default: '2.88.0' },
};
