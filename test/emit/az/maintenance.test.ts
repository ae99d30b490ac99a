import { expect, test } from 'vitest';
import { recipeFor } from '../../../src/emit/az/command.ts';
import { findResource } from '../../../src/plan/plan.ts';
import { planFor } from '../../steps/answers.ts';

const WINDOW = {
  name: 'default',
  schedule: 'Weekly',
  day: 'Saturday',
  startTime: '01:00',
  utcOffset: '+00:00',
  hours: 4,
};
const recipe = (more: object) => {
  const plan = planFor({ 'net.hubVnetId': 'none', 'patch.windows': [{ ...WINDOW, ...more }] });
  return recipeFor(plan, findResource(plan, 'releaseWindow'));
};

test('a maintenance window is made by the command for it', () => {
  expect(recipe({}).create.argv.slice(0, 4)).toEqual(['az', 'aks', 'maintenanceconfiguration', 'add']);
  expect(recipe({}).body).toBeUndefined();
});

test('one with days without planned work is sent as a body, since the command has no argument for them', () => {
  const { create, body } = recipe({ notAllowedDates: ['2026-12-20/2027-01-03'] });
  expect(create.argv.slice(0, 4)).toEqual(['az', 'rest', '--method', 'put']);
  expect(body).toMatchObject({
    properties: { maintenanceWindow: { notAllowedDates: [{ start: '2026-12-20', end: '2027-01-03' }] } },
  });
});
