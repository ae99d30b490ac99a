import type { Resource } from '../../plan/plan.ts';
import { grantOf } from '../asked.ts';
import type { DecisionRow, Emission } from '../emission.ts';
import { code, prose } from '../markdown.ts';

/** Names, tags and places: they shape everything and are the reason for nothing. */
const EVERYWHERE = /^base\.|\.(?:resourceGroup|name)$/;

/** Why a thing is asked for, in Markdown: what a role is for, else the questions whose answers call for it. */
export function reasonOf(emission: Emission, resource: Resource): string {
  const grant = grantOf(emission.plan, resource);
  if (grant) return `${prose(grant.why)}${grant.until === undefined ? '' : ` (until ${prose(grant.until)})`}`;
  const said = resource.because.filter((id) => !EVERYWHERE.test(id));
  const rows = (said.length > 0 ? said : resource.because).map((id) => answerWords(emission, id));
  const short = rows.filter((row) => row.answer !== '');
  return (short.length > 0 ? short : rows).map((row) => `${row.question}${row.answer}`).join('<br>');
}

function answerWords({ decisions }: Emission, id: string): { readonly question: string; readonly answer: string } {
  const row = decisions.find((one) => one.id === id);
  return row ? { question: prose(row.question), answer: valueWords(row) } : { question: code(id), answer: '' };
}

/** Lists and records stand elsewhere: a question is the reason only where nothing shorter is. */
function valueWords({ value }: DecisionRow): string {
  if (typeof value === 'boolean') return value ? ' Yes.' : ' No.';
  return typeof value === 'string' || typeof value === 'number' ? ` ${code(String(value))}` : '';
}
