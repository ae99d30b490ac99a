import { outlookOf } from '../outlook.ts';
import { laterInWords, optionsOf } from '../words.ts';
import { type Asked, choiceOf, sentence } from './question.ts';

/** The long explanation: what it means, what each option changes, whether it can be changed later, and where that was read. */
export function explainLines(asked: Asked, adds: (raw: unknown) => readonly string[]): readonly string[] {
  const { decision } = asked;
  const options = optionsOf(choiceOf(decision.kind));
  return [
    decision.explain,
    ...options.flatMap((option, index) => [
      `  ${index + 1}  ${option.label}. ${sentence(option.effect)}`,
      ...(decision.kind.tag === 'list' ? [] : changesOf(asked, option.raw, adds)),
    ]),
    `Later: ${laterInWords(decision.permanence)}.`,
    ...(decision.unverified === undefined ? [] : [`Not verified: ${sentence(decision.unverified)}`]),
    ...decision.sources.map((source) => `Source: ${source.title}, read ${source.read}, ${source.url}`),
    `In the profile: ${decision.id}`,
  ];
}

function changesOf(
  { engine, session, decision }: Asked,
  raw: unknown,
  adds: (raw: unknown) => readonly string[],
): string[] {
  const outlook = outlookOf(engine, session, decision.id, raw);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['Adds', adds(raw)],
    ['Asks', outlook.asks],
    ['Drops', outlook.drops],
  ];
  return parts.filter(([, what]) => what.length > 0).map(([name, what]) => `     ${name}: ${what.join(', ')}.`);
}
