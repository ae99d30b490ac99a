import { expect, test } from 'vitest';
import { expectedFindings } from '../../steps/expected-findings.ts';
import { resolvedFor } from './answers.ts';

const found = (given: Readonly<Record<string, unknown>>) =>
  expectedFindings(resolvedFor(given)).map(({ check, on }) => `${check} ${on}`);

const pool = (name: string, mode: string, more: object) => ({
  name,
  mode,
  osType: 'Linux',
  osSku: 'Ubuntu',
  size: 'Standard_D4ds_v5',
  count: 3,
  zones: [],
  taints: [],
  labels: {},
  encryptionAtHost: true,
  secureBoot: true,
  vtpm: true,
  ...more,
});

test('what this version does not decide is found whatever is answered', () => {
  for (const given of [{}, { 'api.exposure': 'public' }])
    expect(found(given)).toEqual(
      expect.arrayContaining([
        'CKV_AZURE_4 cluster',
        'CKV_AZURE_8 cluster',
        'CKV_AZURE_172 cluster',
        'CKV_AZURE_226 cluster',
      ]),
    );
});

test('a list of ranges takes the finding about them away; without one the reason tells private from open', () => {
  const why = (given: Readonly<Record<string, unknown>>) =>
    expectedFindings(resolvedFor(given)).find((one) => one.check === 'CKV_AZURE_6')?.why;
  expect(why({ 'api.exposure': 'public-ranges', 'api.authorizedRanges': ['20.50.0.0/24'] })).toBeUndefined();
  expect(why({ 'api.exposure': 'vnet-private' })).toContain('private');
  expect(why({ 'api.exposure': 'public' })).toContain('every address');
});

test('each answer that gives protection up is a finding with the decision that would take it away', () => {
  const given = { 'id.localAccounts': true, 'patch.cluster': 'none' };
  const rows = expectedFindings(resolvedFor(given)).filter((one) => /_1[47]1$/.test(one.check));
  expect(rows.map((one) => one.decisions)).toEqual([['id.localAccounts'], ['patch.cluster']]);
});

test('pools are found by the resource they stand in: the first in the cluster, others by themselves', () => {
  const pools = [pool('system', 'System', { maxPods: 30 }), pool('user', 'User', { encryptionAtHost: false })];
  expect(found({ 'node.pools': pools })).toEqual(
    expect.arrayContaining(['CKV_AZURE_168 cluster', 'CKV_AZURE_227 userPool']),
  );
  expect(found({ 'node.pools': pools })).not.toContain('CKV_AZURE_227 cluster');
});
