import { decision } from '../../src/core/decision.ts';
import { choice, list, number, record, records, text } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';

const PLANNED = learn('planned-maintenance', 'Planned maintenance');
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
type Day = (typeof DAYS)[number];
const OFFSET = String.raw`[+-](?:0\d|1[0-4]):(?:00|15|30|45)`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;

/** The shortest and longest window that AKS takes, in hours (PM-1). */
const SHORTEST = 4;
const LONGEST = 24;

export const maintenance = decision({
  id: 'patch.maintenance',
  question: 'When may AKS do maintenance, each week?',
  explain:
    'One day, hour and UTC offset from which three windows of four hours follow: AKS releases, Kubernetes upgrades, node images. ' +
    'Take the quietest hours of the week. The offset is fixed, so the window moves by an hour of local time when clocks change. ' +
    'AKS keeps to the window as far as it can; urgent fixes may come outside it. A window enables nothing: the channels do.',
  kind: text(
    new RegExp(`(?:${DAYS.join('|')}) ${TIME} ${OFFSET}`),
    'a day, a time and a UTC offset, such as Saturday 01:00 +01:00',
    { max: 22 },
  ),
  recommended: () => 'Saturday 01:00 +00:00',
  ask: 'always',
  permanence: 'update',
  aliases: ['planned maintenance', 'maintenance window'],
  sources: [PLANNED],
});

const purpose = choice([
  { value: 'default', label: 'AKS releases', effect: 'Weekly updates of the control plane and of AKS’s own parts.' },
  {
    value: 'aksManagedAutoUpgradeSchedule',
    label: 'Kubernetes upgrades',
    effect: 'What the channel of patch.cluster brings.',
  },
  {
    value: 'aksManagedNodeOSUpgradeSchedule',
    label: 'Node images and patches',
    effect: 'What the channel of patch.nodeOs brings.',
  },
]);
const schedule = choice([
  { value: 'Daily', label: 'Every few days', effect: 'Each interval counts days.' },
  { value: 'Weekly', label: 'On a day of the week', effect: 'Each interval counts weeks.' },
  { value: 'AbsoluteMonthly', label: 'On a day of the month', effect: 'Each interval counts months.' },
  { value: 'RelativeMonthly', label: 'On a weekday of the month', effect: 'Such as the last Sunday.' },
]);
const day = choice(DAYS.map((value) => ({ value, label: value, effect: `The window opens on ${value}.` })));
const week = choice(
  (['First', 'Second', 'Third', 'Fourth', 'Last'] as const).map((value) => ({
    value,
    label: value,
    effect: `The ${value.toLowerCase()} such day of the month.`,
  })),
);
const DATE = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const blackout = text(new RegExp(`${DATE}/${DATE}`), 'a first and a last day, such as 2026-12-20/2027-01-03', {
  max: 21,
});

const window = record
  .field('name', purpose, { question: 'Which maintenance?' })
  .field('schedule', schedule, { question: 'How is it scheduled?', fallback: () => 'Weekly' as const })
  .fieldWhen('interval', number(1, 7, 'days, weeks or months'), (one) => one.name !== 'default', {
    question: 'Every how many days, weeks, months?',
    fallback: () => 1,
  })
  .fieldWhen('day', day, (one) => one.schedule === 'Weekly' || one.schedule === 'RelativeMonthly', {
    question: 'On which day?',
  })
  .fieldWhen('week', week, (one) => one.schedule === 'RelativeMonthly', { question: 'In which week of the month?' })
  .fieldWhen('dayOfMonth', number(1, 31, 'the month'), (one) => one.schedule === 'AbsoluteMonthly', {
    question: 'On which day of the month?',
  })
  .field('startTime', text(new RegExp(TIME), 'a time, such as 01:00', { max: 5 }), { question: 'From when?' })
  .field('utcOffset', text(new RegExp(OFFSET), 'a UTC offset, such as +01:00', { max: 6 }), {
    question: 'At which UTC offset?',
    fallback: () => '+00:00',
  })
  .field('hours', number(SHORTEST, LONGEST, 'hours'), { question: 'For how long?', fallback: () => SHORTEST })
  .optional('startDate', text(new RegExp(DATE), 'a day, such as 2027-01-04', { max: 10 }), {
    question: 'From which day on, if not at once?',
  })
  .optional('notAllowedDates', list(blackout, 1, 20), { question: 'Days without planned work?' });

export const maintenanceWindows = decision({
  id: 'patch.windows',
  needs: [maintenance],
  question: 'Which maintenance windows, exactly?',
  explain:
    'Each of the three kinds of maintenance has a window of its own; by default all three follow from one day and hour. Node images every week and Kubernetes once a month is a common change. ' +
    'The window for AKS releases is weekly, always. Days on which planned work is not allowed hold for planned work only.',
  kind: records('a maintenance window', 'name', window, { min: 0, max: 3 }),
  recommended: (read) => {
    const [day = 'Saturday', startTime = '01:00', utcOffset = '+00:00'] = read(maintenance).split(' ');
    const common = { schedule: 'Weekly', day: day as Day, startTime, utcOffset, hours: SHORTEST } as const;
    return [
      { name: 'default', ...common },
      { name: 'aksManagedAutoUpgradeSchedule', interval: 1, ...common },
      { name: 'aksManagedNodeOSUpgradeSchedule', interval: 1, ...common },
    ] as const;
  },
  permanence: 'update',
  aliases: ['maintenanceConfigurations', 'blackout'],
  sources: [PLANNED],
});
