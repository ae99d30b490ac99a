import { engine } from '../../../steps/index.ts';
import { wrap } from '../../ask/safe.ts';
import { laterInWords, valueInWords } from '../../ask/words.ts';
import type { AnyDecision } from '../../core/decision.ts';
import { resolveWith } from '../../core/engine.ts';
import type { Option } from '../../core/kind.ts';
import { recommendedFor } from '../../core/resolve.ts';
import { allChecks } from '../plan-checks.ts';
import { COLUMNS, groundLines, idsOf, listed, named, paragraph } from './layout.ts';

const ASKED: Readonly<Record<AnyDecision['ask'], string>> = {
  always: 'always, where it is due',
  'by-default': 'only when looked for; else the recommended answer is taken',
  never: 'never; it follows from other answers and can be overridden in the profile',
};

export function decisionLines(decision: AnyDecision): readonly string[] {
  const recommended = recommendedFor(decision, resolveWith(engine, new Map()));
  const reads = (one: { readonly reads: readonly { readonly id: string }[] }) => idsOf(one.reads).includes(decision.id);
  return [
    decision.id,
    ...paragraph(decision.question),
    '',
    ...paragraph(decision.explain),
    '',
    ...optionLines(decision),
    ...(recommended === undefined ? [] : named('recommended', valueInWords(decision.kind, recommended))),
    ...named('asked', ASKED[decision.ask]),
    ...listed('reads', idsOf(decision.needs)),
    ...named('later', laterInWords(decision.permanence)),
    ...listed('rules', idsOf(engine.rules.filter(reads))),
    ...listed('checks', idsOf(allChecks.filter(reads))),
    ...groundLines(decision, decision.sources),
  ];
}

function optionLines(decision: AnyDecision): readonly string[] {
  const { kind } = decision;
  const options =
    kind.tag === 'choice'
      ? kind.options
      : kind.tag === 'toggle'
        ? [
            { value: 'true', ...kind.sides.yes },
            { value: 'false', ...kind.sides.no },
          ]
        : [];
  if (options.length === 0) return [...named('takes', kindWords(decision)), ''];
  return [
    ...options.flatMap((option) => [
      `  ${option.value}`,
      ...wrap(optionWords(option), COLUMNS - 6).map((line) => `      ${line}`),
    ]),
    '',
  ];
}

const optionWords = ({ label, effect, risk, permanence }: Option): string =>
  [
    `${label}. ${effect}`,
    ...(risk === undefined ? [] : [`Risk: ${risk}.`]),
    ...(permanence === undefined ? [] : [`Later: ${laterInWords(permanence)}.`]),
  ].join(' ');

function kindWords({ kind }: AnyDecision): string {
  switch (kind.tag) {
    case 'text':
      return kind.hint;
    case 'number':
      return `a whole number of ${kind.unit}, ${kind.min} to ${kind.max}`;
    case 'range':
      return `an IPv4 range, /${kind.shortest} to /${kind.longest}${kind.words.length > 0 ? `, or ${kind.words.map((word) => word.value).join(', ')}` : ''}`;
    case 'address':
      return 'an IPv4 address';
    case 'guid':
      return `the id of ${kind.names}`;
    case 'resource-id':
      return `the full id of a resource of type ${kind.type}`;
    case 'list':
      return `a list of ${kind.min} to ${kind.max} entries`;
    case 'records':
      return `a list; each entry is ${kind.noun} with ${kind.fields.map((field) => field.name).join(', ')}`;
    case 'map':
      return kind.keys
        ? `a map with any of ${kind.keys.map((key) => key.value).join(', ')}`
        : `a map of at most ${kind.max} entries`;
    default:
      return 'one of the options';
  }
}
