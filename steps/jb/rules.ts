import type { Rule } from '../../src/core/rule.ts';
import { buildRules } from './build-rules.ts';
import { imageRules } from './image-rules.ts';
import { networkRules } from './network-rules.ts';
import { toolFitRules } from './tool-fit-rules.ts';
import { toolRules } from './tool-rules.ts';

export const rules: readonly Rule[] = [...networkRules, ...imageRules, ...toolRules, ...toolFitRules, ...buildRules];
