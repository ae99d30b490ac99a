import type { Evidence } from '../../plan/plan.ts';
import type { Emission } from '../emission.ts';
import { code, prose } from '../markdown.ts';
import { placeWords } from '../places.ts';

/** What could not be confirmed against a source, in Markdown lines. Never empty: nothing here was tried against Azure. */
export function unverifiedOf(emission: Emission): readonly string[] {
  const { plan, decisions } = emission;
  const hosts = (evidence: Evidence): string =>
    plan.flows
      .filter((flow) => flow.evidence === evidence)
      .map((flow) => `${code(flow.to)} from ${prose(placeWords(flow.from))}`)
      .join(', ');
  const [derived, unverified] = [hosts('derived'), hosts('unverified')];
  return [
    'None of these files has been run against Azure. They follow its published documents, its API definitions and the source of az.',
    'The lists of actions that an operator or another team needs follow from the commands of the scripts and from what Azure publishes about links.',
    ...decisions.flatMap((row) => (row.unverified === undefined ? [] : [`${code(row.id)}: ${prose(row.unverified)}`])),
    ...(derived === '' ? [] : [`Hosts that follow from documents, which do not name them: ${derived}.`]),
    ...(unverified === '' ? [] : [`Hosts that no document confirms: ${unverified}.`]),
  ];
}
