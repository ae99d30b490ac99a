import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textOfValue } from '../../../src/ask/words.ts';
import { sessionOf } from '../../../src/commands/setup/starts.ts';
import { readProfile } from '../../../src/core/profile/read.ts';
import { emptySession, type Session } from '../../../src/core/session.ts';
import { engine } from '../../../steps/index.ts';
import { run, type Told } from './script.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'profiles');
const isRecords = (id: string): boolean => {
  const node = engine.byId.get(id);
  return node?.form === 'decision' && node.kind.tag === 'records';
};

/** Types what the profile says to each question; keeps to Enter everywhere else, which changes nothing. */
const typist =
  (wanted: Session) =>
  (told: Told): string => {
    const prompt = told.prompts.at(-1) ?? '';
    if (/^(?:Write to|Enter stays)/.test(prompt)) return '^C';
    const id = told.checked.at(-1) ?? '';
    if (!/^(?:Your answer|Answer)/.test(prompt) || isRecords(id)) return '';
    const given = wanted.answers.get(id);
    return given ? textOfValue(given.value) || 'none' : '';
  };

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')))(
  '%s typed line by line gives the answers of the profile',
  async (name) => {
    const { profile } = readProfile(engine, readFileSync(join(FOLDER, name), 'utf8'));
    const wanted = sessionOf(profile);
    const kept = [...wanted.answers].filter(([id, given]) => given.origin !== 'person' || isRecords(id));
    const from: Session = { ...emptySession, answers: new Map(kept), opened: 'all' };
    const { answers, prompts } = await run(
      engine,
      Array.from({ length: 200 }, () => typist(wanted)),
      { from },
    );
    const persons = [...wanted.answers].filter(([, given]) => given.origin === 'person');
    expect(prompts.at(-2)).toMatch(/^Write to/);
    expect(answers).toMatchObject(Object.fromEntries(persons.map(([id, given]) => [id, given.value])));
  },
);
