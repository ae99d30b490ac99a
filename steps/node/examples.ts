import { DEFAULT_NODE_SIZE } from '../facts/vm-sizes.ts';
import { SYSTEM_TAINT } from './pools.ts';

/** Whole pool records for the examples of rules: what is not said is as the defaults have it. */
export const examplePool = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'user',
  mode: 'User',
  osType: 'Linux',
  osSku: 'Ubuntu',
  size: DEFAULT_NODE_SIZE,
  ...(more['min'] === undefined ? { count: 3 } : {}),
  zones: ['1', '2', '3'],
  taints: [],
  labels: {},
  encryptionAtHost: true,
  secureBoot: true,
  vtpm: true,
  ...more,
});

export const exampleSystem = (more: Readonly<Record<string, unknown>> = {}) =>
  examplePool({ name: 'system', mode: 'System', taints: [SYSTEM_TAINT], ...more });

export const exampleWindows = (more: Readonly<Record<string, unknown>> = {}) =>
  examplePool({ name: 'win', osType: 'Windows', osSku: 'Windows2022', secureBoot: false, vtpm: false, ...more });

/** A system pool, a Linux pool and a Windows pool. */
export const withWindows = [exampleSystem(), examplePool(), exampleWindows()];
