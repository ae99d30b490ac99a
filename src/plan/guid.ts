import { createHash } from 'node:crypto';

/** The name space of `guid()` in ARM templates. */
const NAMESPACE = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

/**
 * The same as `guid()` of ARM and Bicep: a version 5 UUID of the parts joined by a hyphen, so that script and Bicep give
 * one role assignment one name. Proven against the Bicep compiler in the tests.
 */
export function armGuid(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(parts.join('-')).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
