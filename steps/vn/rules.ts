import type { Rule } from '../../src/core/rule.ts';
import { sizeRules } from './capacity-rules.ts';
import { chartRules } from './chart-rules.ts';
import { groupRules } from './group-rules.ts';
import { hostRules } from './host-rules.ts';
import { networkRules } from './network-rules.ts';
import { providerRules } from './provider-rules.ts';
import { rightsRules } from './rights-rules.ts';

export const rules: readonly Rule[] = [
  ...chartRules,
  ...networkRules,
  ...groupRules,
  ...rightsRules,
  ...hostRules,
  ...sizeRules,
  ...providerRules,
];
