import { imageRules } from './image-rules.ts';
import { poolRules } from './pool-rules.ts';
import { systemPoolRules } from './system-pool-rules.ts';

export const rules = [...poolRules, ...systemPoolRules, ...imageRules];
