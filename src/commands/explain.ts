import { asData, listData } from './explain/data.ts';
import { find } from './explain/found.ts';
import { linesOf, listLines } from './explain/lines.ts';
import type { Io } from './io.ts';
import type { SharedOptions } from './options.ts';

/** Explains a decision, a rule or a check by its id or an older name; without an id, lists the decisions. */
export async function explain(io: Io, id: string | undefined, options: SharedOptions): Promise<number> {
  const found = id === undefined ? undefined : find(id);
  const data = found?.map(asData);
  if (options.json)
    io.stdout.write(`${JSON.stringify(data?.length === 1 ? data[0] : (data ?? listData()), null, 2)}\n`);
  else
    io.stdout.write(`${found ? found.map((one) => linesOf(one).join('\n')).join('\n\n') : listLines().join('\n')}\n`);
  return 0;
}
