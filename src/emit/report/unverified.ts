import type { Emission } from '../emission.ts';
import { code, prose } from '../markdown.ts';

/** What could not be confirmed against a source, in Markdown lines. Never empty: nothing here was tried against Azure. */
export function unverifiedOf(emission: Emission): readonly string[] {
  const { plan, decisions } = emission;
  const flows = plan.flows.filter((flow) => flow.unverified);
  return [
    'None of these files has been run against Azure. They follow its published documents, its API definitions and the source of az.',
    'The lists of actions that an operator or another team needs are derived from resource types.',
    ...decisions.flatMap((row) => (row.unverified === undefined ? [] : [`${code(row.id)}: ${prose(row.unverified)}`])),
    ...(flows.length === 0
      ? []
      : [`Hosts that no document confirms: ${flows.map((flow) => code(flow.to)).join(', ')}.`]),
  ];
}
