import { engine } from '../../steps/index.ts';
import { schemaOf } from '../core/schema.ts';
import type { Io } from './io.ts';

/** Prints the JSON Schema of a profile. */
export async function schema(io: Io): Promise<number> {
  io.stdout.write(`${JSON.stringify(schemaOf(engine), null, 2)}\n`);
  return 0;
}
