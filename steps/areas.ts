import type { Area } from '../src/core/engine.ts';

/** Areas in the order of the rail, the review and the blocks of a profile. */
export const areas: readonly Area[] = [
  { id: 'base', title: 'Basics' },
  { id: 'node', title: 'Workloads' },
  { id: 'api', title: 'API access' },
  { id: 'net', title: 'Network' },
  { id: 'egress', title: 'Egress' },
  { id: 'nrg', title: 'Node resource group' },
  { id: 'id', title: 'Identity' },
  { id: 'wi', title: 'Pod identity' },
  { id: 'patch', title: 'Versions and patching' },
  { id: 'avail', title: 'Availability' },
  { id: 'vn', title: 'Virtual nodes' },
  { id: 'jb', title: 'Jump box' },
  { id: 'delivery', title: 'Delivery' },
];
