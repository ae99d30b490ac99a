import type { Rule } from '../../src/core/rule.ts';
import { identityRules } from './identity-rules.ts';
import { peopleRules } from './people-rules.ts';

export const rules: readonly Rule[] = [...peopleRules, ...identityRules];
