import { type Excluded, excluded } from '../../steps/excluded/index.ts';
import { engine } from '../../steps/index.ts';
import { safe, wrap } from '../ask/safe.ts';
import { laterInWords, valueInWords } from '../ask/words.ts';
import type { Check } from '../checks/check.ts';
import type { AnyDecision } from '../core/decision.ts';
import { findDecision, resolveWith } from '../core/engine.ts';
import { Usage } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { recommendedFor } from '../core/resolve.ts';
import type { Rule } from '../core/rule.ts';
import { shapeSchema } from '../core/schema.ts';
import type { Source } from '../core/source.ts';
import type { Io } from './io.ts';
import type { SharedOptions } from './options.ts';
import { allChecks } from './plan-checks.ts';

const COLUMNS = 79;

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

type Found =
  | { readonly decision: AnyDecision }
  | { readonly rule: Rule }
  | { readonly check: Check }
  /** An id that is known from the research alone. */
  | { readonly excluded: Excluded };

/** @throws Usage that names the nearest ids */
function find(id: string): readonly Found[] {
  const exact = id.trim();
  const decision = findDecision(engine, exact);
  if (decision) return [{ decision }];
  const named = (one: { readonly id: string; readonly aliases: readonly string[] }): boolean =>
    one.id === exact || one.aliases.includes(exact);
  // One id of the research may stand for several rules or checks here.
  const found: readonly Found[] = [
    ...engine.rules.filter(named).map((rule) => ({ rule })),
    ...allChecks.filter(named).map((check) => ({ check })),
  ];
  if (found.length > 0) return found;
  const left = excluded.find((one) => one.id === exact);
  if (left) return [{ excluded: left }];
  const all = [
    ...engine.decisions.flatMap((one) => [one.id, ...one.aliases]),
    ...engine.rules.map((one) => one.id),
    ...allChecks.map((one) => one.id),
    ...excluded.map((one) => one.id),
  ];
  const near = nearest(exact, all, 3);
  throw new Usage(
    `there is no decision, rule or check ${JSON.stringify(id)}`,
    near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'aks-setup explain lists the decisions',
  );
}

function linesOf(found: Found): readonly string[] {
  if ('decision' in found) return decisionLines(found.decision);
  if ('excluded' in found) return excludedLines(found.excluded);
  return 'rule' in found ? ruleLines(found.rule) : checkLines(found.check);
}

const paragraph = (text: string): readonly string[] => wrap(safe(text), COLUMNS);
const named = (name: string, text: string): readonly string[] =>
  wrap(safe(text), COLUMNS - 13).map((line, i) => `${(i === 0 ? name : '').padEnd(13)}${line}`);
const sourceLines = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source, i) => [
    ...named(i === 0 ? 'source' : '', `${source.title}, read ${source.read}`),
    `${' '.repeat(13)}${source.url}`,
  ]);

function decisionLines(decision: AnyDecision): readonly string[] {
  const recommended = recommendedFor(decision, resolveWith(engine, new Map()));
  const rules = engine.rules
    .filter((rule) => rule.reads.some((handle) => handle.id === decision.id))
    .map((rule) => rule.id);
  const looks = allChecks
    .filter((check) => check.reads.some((handle) => handle.id === decision.id))
    .map((check) => check.id);
  return [
    decision.id,
    ...paragraph(decision.question),
    '',
    ...paragraph(decision.explain),
    '',
    ...optionLines(decision),
    ...(recommended === undefined ? [] : named('recommended', valueInWords(decision.kind, recommended))),
    ...named(
      'asked',
      {
        always: 'always, where it is due',
        'by-default': 'only when looked for; else the recommended answer is taken',
        never: 'never; it follows from other answers and can be overridden in the profile',
      }[decision.ask],
    ),
    ...(decision.needs.length > 0 ? named('reads', decision.needs.map((need) => need.id).join(', ')) : []),
    ...named('later', laterInWords(decision.permanence)),
    ...(rules.length > 0 ? named('rules', rules.join(', ')) : []),
    ...(looks.length > 0 ? named('checks', looks.join(', ')) : []),
    ...(decision.aliases.length > 0 ? named('also called', decision.aliases.join(', ')) : []),
    ...(decision.unverified === undefined ? [] : named('unverified', decision.unverified)),
    ...sourceLines(decision.sources),
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
      ...wrap(
        `${option.label}. ${option.effect}${option.risk === undefined ? '' : ` Risk: ${option.risk}.`}`,
        COLUMNS - 6,
      ).map((line) => `      ${line}`),
    ]),
    '',
  ];
}

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

const SEVERITY: Readonly<Record<Rule['severity'], string>> = {
  block: 'blocks: nothing is written while it holds',
  retired: 'blocks until the profile acknowledges it by name',
  warn: 'warns; can be accepted with a reason',
  info: 'says what follows',
};

const ruleLines = (rule: Rule): readonly string[] => [
  rule.id,
  ...paragraph(rule.says),
  '',
  ...named('severity', SEVERITY[rule.severity]),
  ...named('reads', rule.reads.map((handle) => handle.id).join(', ')),
  ...named('fix', rule.fix),
  ...(rule.aliases.length > 0 ? named('also called', rule.aliases.join(', ')) : []),
  ...(rule.unverified === undefined ? [] : named('unverified', rule.unverified)),
  ...sourceLines([rule.source]),
];

const checkLines = (check: Check): readonly string[] => [
  check.id,
  ...paragraph(check.title),
  '',
  ...named(
    'level',
    check.level === 'must'
      ? 'must: what it looks at decides whether the deployment can work'
      : 'should: a failure is a warning',
  ),
  ...named('reads', check.reads.map((handle) => handle.id).join(', ')),
  ...(check.aliases.length > 0 ? named('also called', check.aliases.join(', ')) : []),
  ...(check.unverified === undefined ? [] : named('unverified', check.unverified)),
  ...sourceLines([check.source]),
];

const excludedLines = ({ id, why, see }: Excluded): readonly string[] => [
  id,
  ...paragraph(why),
  '',
  ...(/^[A-Z]/.test(id) ? named('severity', 'none: no answers can break it') : []),
  ...(see.length > 0 ? named('see', see.join(', ')) : []),
];

function listLines(): readonly string[] {
  return engine.areas
    .flatMap((area) => {
      const decisions = engine.decisions.filter((decision) => decision.area === area.id);
      const width = Math.max(0, ...decisions.map((decision) => decision.id.length));
      return decisions.length === 0
        ? []
        : [area.title, ...decisions.map((decision) => `  ${decision.id.padEnd(width)}  ${decision.question}`), ''];
    })
    .slice(0, -1);
}

const decisionData = (decision: AnyDecision) => ({
  id: decision.id,
  question: decision.question,
  explain: decision.explain,
  ask: decision.ask,
  permanence: decision.permanence,
  needs: decision.needs.map((need) => need.id),
  value: shapeSchema(decision.kind),
  aliases: decision.aliases,
  unverified: decision.unverified ?? null,
  sources: decision.sources,
});

function asData(found: Found): unknown {
  if ('decision' in found) return decisionData(found.decision);
  if ('excluded' in found) return { ...found.excluded, excluded: true };
  if ('rule' in found) {
    const { id, severity, says, fix, aliases, source, unverified } = found.rule;
    return {
      id,
      severity,
      says,
      fix,
      reads: found.rule.reads.map((handle) => handle.id),
      aliases,
      unverified: unverified ?? null,
      source,
    };
  }
  const { id, title, level, aliases, source, unverified } = found.check;
  return {
    id,
    title,
    level,
    reads: found.check.reads.map((handle) => handle.id),
    aliases,
    unverified: unverified ?? null,
    source,
  };
}

const listData = (): unknown => ({ format: 1, facts: engine.factsRead, decisions: engine.decisions.map(decisionData) });
