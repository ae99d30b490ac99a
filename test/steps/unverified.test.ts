import { expect, test } from 'vitest';
import { unverifiedOf } from '../../src/core/decision.ts';
import { engine } from '../../steps/index.ts';

const said = (id: string, value: unknown): boolean => {
  const found = engine.decisions.find((one) => one.id === id);
  if (!found) throw new Error(`no decision ${id}`);
  return unverifiedOf(found, value) !== undefined;
};

test.each([
  ['vn.provider', 'StandbyPool', 'OnDemand'],
  ['vn.chartVersion', '1.3501.26083001', '1.3410.26081102'],
  ['vn.egress', 'firewall', 'natgw'],
  ['vn.nodeEgressRules', 'fqdn', 'region-tag'],
  ['vn.role', 'split', 'custom'],
  ['jb.baseImage', 'ubuntu-26.04', 'ubuntu-24.04'],
  ['jb.toolSource', 'apt', 'archive'],
])('what is unverified about %s is said of %s and not of %s', (id, about, other) => {
  expect(said(id, about)).toBe(true);
  expect(said(id, other)).toBe(false);
});

test('what is unverified about a decision is said of some answer at least', () => {
  for (const { id, kind, unverified, unverifiedWhen } of engine.decisions) {
    if (!unverifiedWhen) continue;
    expect(unverified, id).toBeDefined();
    if (kind.tag === 'choice')
      expect(
        kind.options.some((one) => unverifiedWhen(one.value)),
        id,
      ).toBe(true);
  }
});
