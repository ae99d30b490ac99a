import type { Emission } from '../emission.ts';
import { code, prose, section, table } from '../markdown.ts';

/** What a policy scanner says of the outputs although it is meant so: whoever runs one need not look into each. */
export function findingsSection({ findings, scanner }: Emission): string {
  if (findings.length === 0) return '';
  return section(
    2,
    'Findings that scanners will show',
    `${prose(scanner)} has these findings in ${code('bicep/')} and in the resources of its compiled template, and no other; in ${code('kubernetes/')} it has none. Its own parser leaves out Bicep files with newer syntax.`,
    table(
      ['Check', 'Resource', 'Asks for', 'Why it is so', 'Decided by'],
      findings.map((one) => [
        prose(one.check),
        code(one.on),
        prose(one.asks),
        prose(one.why),
        one.decisions.length === 0 ? 'nothing here' : one.decisions.map(code).join(', '),
      ]),
    ),
  );
}
