import { contribution } from '../../src/plan/contribution.ts';
import { cluster } from '../resources.ts';
import { supportPlan, tier } from './tier.ts';

const SKU_TIER = { free: 'Free', standard: 'Standard', premium: 'Premium' } as const;

export const contributions = [
  contribution({
    id: 'avail.tier',
    because: [tier, supportPlan],
    add: (plan, read) =>
      plan.extend(cluster, {
        sku: { tier: SKU_TIER[read(tier)] },
        properties: { supportPlan: read(supportPlan) },
      }),
  }),
];
