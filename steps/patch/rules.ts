import type { Rule } from '../../src/core/rule.ts';
import { nodeRules } from './node-rules.ts';
import { versionRules } from './version-rules.ts';
import { windowRules } from './window-rules.ts';

export const rules: readonly Rule[] = [...versionRules, ...nodeRules, ...windowRules];
