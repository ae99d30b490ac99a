import { imageRules } from './image-rules.ts';
import { poolRules } from './pool-rules.ts';

export const rules = [...poolRules, ...imageRules];
