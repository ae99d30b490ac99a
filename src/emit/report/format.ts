import type { Format } from '../emission.ts';
import { reportText } from './report.ts';

export const report: Format = {
  id: 'report',
  says: 'report.md: decisions with reasons and sources, findings, permissions, addresses, egress, ways in',
  emit: (emission) => new Map([['report.md', reportText(emission)]]),
};
