import { conditional, decision, derived } from '../../src/core/decision.ts';
import { engineOf } from '../../src/core/engine.ts';
import { choice, list, number, range, record, records, text, toggle } from '../../src/core/kind.ts';
import { rule } from '../../src/core/rule.ts';

const source = { title: 'a page', url: 'https://example.com', read: '2026-11-20' };
const words = { explain: 'A toy. It stands for a question.', permanence: 'update', sources: [source] } as const;
const option = <const Value extends string>(value: Value) => ({ value, label: value, effect: `becomes ${value}` });

export const burst = decision({
  id: 'base.burst',
  question: 'Burst?',
  kind: toggle({ yes: option('yes'), no: option('no') }),
  ask: 'always',
  recommended: () => false,
  ...words,
});
export const access = decision({
  id: 'api.access',
  needs: [burst],
  question: 'Access?',
  kind: choice([option('private'), option('ranges'), option('open')]),
  ask: 'always',
  recommended: () => 'private',
  ...words,
});
export const isPrivate = derived({
  id: 'api.isPrivate',
  says: 'it is private',
  needs: [access],
  compute: (read) => read(access) === 'private',
});
export const ranges = conditional({
  id: 'api.ranges',
  needs: [access],
  question: 'Ranges?',
  kind: list(range(8, 32, [option('egress')]), 0, 3),
  when: (read) => read(access) === 'ranges',
  ask: 'always',
  ...words,
});
export const zone = conditional({
  id: 'api.zone',
  needs: [isPrivate],
  question: 'Zone?',
  kind: choice([option('new'), option('none')]),
  when: (read) => read(isPrivate),
  recommended: () => 'new',
  ...words,
});
export const size = decision({
  id: 'net.size',
  needs: [burst],
  question: 'Size?',
  kind: number(1, 100, 'pods'),
  recommended: (read) => (read(burst) ? 30 : 60),
  ...words,
});
export const label = decision({
  id: 'net.label',
  needs: [size],
  question: 'Label?',
  kind: text(/[a-z0-9 '$`"-]{1,40}/, 'small letters'),
  recommended: (read) => `s${read(size)}`,
  ...words,
});
const pool = record
  .field('name', text(/[a-z]{1,12}/, 'small letters'), { question: 'Name?' })
  .field('mode', choice([option('System'), option('User')]), { question: 'Mode?', fallback: () => 'User' as const })
  .fieldWhen('taint', toggle({ yes: option('yes'), no: option('no') }), (row) => row.mode === 'System', {
    question: 'Taint?',
    fallback: () => true,
  })
  .optional('note', text(/.{0,10}/, 'ten characters'), { question: 'Note?' });
export const pools = decision({
  id: 'net.pools',
  question: 'Pools?',
  kind: records('a pool', 'name', pool, { min: 1, max: 3 }),
  recommended: () => [{ name: 'system', mode: 'System' as const, taint: true }],
  ...words,
});

const burstWithRanges = rule({
  id: 'T-1',
  severity: 'block',
  reads: [access, burst],
  broken: (read) => read(burst) && read(access) === 'ranges',
  says: 'Bursting pods come from addresses that no range can list',
  fix: 'Choose private',
  source,
  examples: { broken: { 'base.burst': true, 'api.access': 'ranges', 'api.ranges': [] }, fine: { 'base.burst': true } },
});
const openWarns = rule({
  id: 'T-2',
  severity: 'warn',
  reads: [access],
  broken: (read) => read(access) === 'open',
  says: 'Open to everybody',
  fix: 'Choose private',
  source,
  examples: { broken: { 'api.access': 'open' }, fine: {} },
});
const oldSize = rule({
  id: 'T-3',
  severity: 'retired',
  reads: [size],
  broken: (read) => read(size) > 90,
  says: 'Sizes over 90 are retired',
  fix: 'Choose less',
  source,
  repairs: () => [{ 'net.size': 60 }],
  examples: { broken: { 'net.size': 91 }, fine: {} },
});
const systemPool = rule({
  id: 'T-4',
  severity: 'block',
  reads: [pools],
  broken: (read) => (read(pools).some((one) => one.mode === 'System') ? [] : read(pools).map((one) => one.name)),
  says: 'No system pool',
  fix: 'Add one',
  source,
  examples: { broken: { 'net.pools': [{ name: 'a', mode: 'User' }] }, fine: {} },
});

/** A small engine for tests of the core: every kind of node, rule and ask. */
export const toy = engineOf({
  areas: [
    { id: 'base', title: 'Basics' },
    { id: 'api', title: 'API' },
    { id: 'net', title: 'Network' },
  ],
  nodes: [burst, access, isPrivate, ranges, zone, size, label, pools],
  rules: [burstWithRanges, openWarns, oldSize, systemPool],
  factsRead: '2026-11-20',
});
