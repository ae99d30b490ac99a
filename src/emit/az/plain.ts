import { isMarker, type Scalar, type Value } from '../../plan/value.ts';

/** A scalar, a parameter by its value; null for what is known only to Azure or has parts. */
export function plainScalar(value: Value): Scalar {
  const found = isMarker(value) && value.$ === 'param' ? value.value : value;
  return typeof found === 'object' ? null : (found as Scalar);
}
