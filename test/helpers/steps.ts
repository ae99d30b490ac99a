import { resolveWith } from '../../src/core/engine.ts';
import { parse } from '../../src/core/parse.ts';
import type { Given, Resolved } from '../../src/core/resolve.ts';
import { engine } from '../../steps/index.ts';

/** The answers that have no default, as placeholders: everything else can be taken as recommended. */
export const BASE: Readonly<Record<string, unknown>> = {
  'base.subscription': '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20',
  'base.location': 'westeurope',
  'base.clusterName': 'prod-weu',
  'id.adminGroups': ['3c9a5f2e-0000-4000-8000-7b1d4e8f6a30'],
};

export const answersOf = (values: Readonly<Record<string, unknown>>): Map<string, Given> =>
  new Map(
    Object.entries(values).map(([id, raw]): [string, Given] => {
      const decision = engine.byId.get(id);
      if (decision?.form !== 'decision') throw new Error(`there is no decision ${id}`);
      const parsed = parse(decision.kind, raw);
      if ('faults' in parsed) throw new Error(`${id}: ${JSON.stringify(parsed.faults)}`);
      return [id, { value: parsed.value, origin: 'person' }];
    }),
  );

/** These answers over the base, defaults taken. */
export const resolvedOf = (values: Readonly<Record<string, unknown>>, asOf?: string): Resolved =>
  resolveWith(engine, answersOf({ ...BASE, ...values }), asOf === undefined ? {} : { asOf });
