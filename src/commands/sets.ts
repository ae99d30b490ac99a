import { type Engine, findDecision } from '../core/engine.ts';
import { Usage } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { parse } from '../core/parse.ts';
import { pathText } from '../core/profile/fault.ts';
import { parseStrictly } from '../core/profile/yaml.ts';
import type { Given } from '../core/resolve.ts';

/**
 * Reads `--set ID=VALUE` options: the value is YAML, it beats the file and counts as a person's answer.
 * @throws Usage that names the option and what is wrong with it, all of them at once
 */
export function readSets(engine: Engine, sets: readonly string[]): ReadonlyMap<string, Given> {
  const answers = new Map<string, Given>();
  const problems: string[] = [];
  for (const set of sets) {
    const found = readSet(engine, set);
    if ('problem' in found) problems.push(`--set ${set.split('=', 1)[0]}: ${found.problem}`);
    else answers.set(found.id, { value: found.value, origin: 'person' });
  }
  if (problems.length > 0)
    throw new Usage(problems.join('\n'), 'Write --set ID=VALUE, for example --set base.location=westeurope');
  return answers;
}

function readSet(
  engine: Engine,
  set: string,
): { readonly id: string; readonly value: unknown } | { readonly problem: string } {
  const equals = set.indexOf('=');
  if (equals < 1) return { problem: 'has no = between id and value' };
  const id = set.slice(0, equals);
  const decision = engine.byId.get(id);
  if (decision?.form !== 'decision') {
    const alias = decision ? undefined : findDecision(engine, id);
    const near = nearest(
      id,
      engine.decisions.map((one) => one.id),
    )[0];
    return {
      problem: decision
        ? 'follows from other answers and cannot be set'
        : alias
          ? `is called ${alias.id}`
          : `is no decision${near ? `; did you mean ${near}?` : ''}`,
    };
  }
  const { document, problems } = parseStrictly(set.slice(equals + 1));
  if (problems[0]) return { problem: `the value ${problems[0].says}` };
  const parsed = parse(decision.kind, document.toJS());
  if ('value' in parsed) return { id, value: parsed.value };
  return {
    problem: parsed.faults
      .map(
        (fault) =>
          `${pathText(id, fault.at)} ${fault.says}${fault.instead === undefined ? '' : ` (write ${JSON.stringify(fault.instead)})`}`,
      )
      .join('; '),
  };
}
