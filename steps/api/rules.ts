import type { Rule } from '../../src/core/rule.ts';
import { dnsRules } from './dns-rules.ts';
import { exposureRules } from './exposure-rules.ts';
import { nodeReachRules } from './node-reach-rules.ts';
import { rangeRules } from './range-rules.ts';

export const rules: readonly Rule[] = [...exposureRules, ...rangeRules, ...nodeReachRules, ...dnsRules];
