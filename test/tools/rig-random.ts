import type { Emission } from '../../src/emit/emission.ts';
import { randomProfiles } from '../helpers/legal-profiles.ts';
import { legalPlans } from './legal-plans.ts';

/** Every other of them: test files run beside each other, and what is in one does not. */
export const half = <T>(all: readonly T[], which: 1 | 2): readonly T[] => all.filter((_, i) => i % 2 === which - 1);

/**
 * Random legal plans for `npm run test:deep`, the same ones in every run: 500, or as many as AKS_SETUP_DEEP_PLANS says.
 * One in ten is of many teams.
 */
export function randomPlans(): readonly (readonly [string, Emission])[] {
  const count = Number(process.env['AKS_SETUP_DEEP_PLANS'] ?? 500);
  const ofTeams = legalPlans(Math.floor(count / 10)).map(({ answers, emission }) => [answers, emission] as const);
  const others = randomProfiles(count - ofTeams.length).map((one) => [one.name, one.emission()] as const);
  return [...ofTeams, ...others];
}
