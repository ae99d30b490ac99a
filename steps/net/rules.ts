import { podRules } from './pod-rules.ts';
import { policyRules } from './policy-rules.ts';
import { rangeRules } from './range-rules.ts';
import { subnetRules } from './subnet-rules.ts';
import { vnetRules } from './vnet-rules.ts';

export const rules = [...vnetRules, ...podRules, ...policyRules, ...subnetRules, ...rangeRules];
