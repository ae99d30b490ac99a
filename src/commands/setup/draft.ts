import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { engine } from '../../../steps/index.ts';
import { printProfile } from '../../core/profile/print.ts';
import { readProfile } from '../../core/profile/read.ts';
import type { Resolved } from '../../core/resolve.ts';
import { emptySession, type Session, view } from '../../core/session.ts';
import { type Lock, takeLock } from '../../files/lock.ts';
import { removeHalfWritten, writeAtomically } from '../../files/write-atomically.ts';
import { WRITER } from '../../version.ts';

export const DRAFT_NAME = '.aks-setup-draft.yaml';

/** The draft of this wizard: answers are in it before the next question is asked. */
export interface Draft {
  readonly name: string;
  readonly path: string;
  readonly save: (session: Session) => void;
  /** The session of an earlier run, and how many answers it holds. */
  readonly found: { readonly session: Session; readonly answers: number } | undefined;
  readonly release: () => void;
  /** After the outputs are written the profile has everything. */
  readonly remove: () => void;
}

/** The folder of the draft: beside the profile it started from, else the working folder. */
export const draftFolder = (cwd: string, from: string | undefined): string =>
  from === undefined || from === '-' ? cwd : dirname(resolve(cwd, from));

/** Takes the draft of this name; `undefined` when a living wizard has it. `previous` is the text whose comments survive. */
export function takeDraft(folder: string, name: string, previous: string | undefined): Draft | undefined {
  const path = join(folder, name);
  const lock = takeLock(path);
  if (!lock) return undefined;
  removeHalfWritten(path);
  return draftOf(name, path, lock, previous);
}

/** The first name that no living wizard has: `.aks-setup-draft-2.yaml` ... */
export function freeDraftName(folder: string): string {
  for (let i = 2; ; i += 1) {
    const name = DRAFT_NAME.replace('.yaml', `-${i}.yaml`);
    const lock = takeLock(join(folder, name));
    if (!lock) continue;
    lock.release();
    return name;
  }
}

function draftOf(name: string, path: string, lock: Lock, previous: string | undefined): Draft {
  const old = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  let last = old;
  return {
    name,
    path,
    found: old === undefined ? undefined : readDraft(old),
    save(session) {
      if (session.answers.size === 0) return;
      const text = draftText(session, previous ?? old);
      if (text === last) return;
      writeAtomically(path, text, { mode: 0o600, durable: true });
      last = text;
    },
    release: lock.release,
    remove: () => rmSync(path, { force: true }),
  };
}

/** What can be read of a draft: a line that somebody broke costs that answer alone. */
function readDraft(text: string): Draft['found'] {
  const { profile } = readProfile(engine, text);
  if (profile.answers.size === 0) return undefined;
  return {
    session: { ...emptySession, answers: profile.answers, acknowledged: profile.acknowledged },
    answers: profile.answers.size,
  };
}

/** A profile of what was answered so far, also of answers that only later ones make due. */
export function draftText(session: Session, previous: string | undefined): string {
  const { resolved } = view(engine, session);
  const kept: Resolved = new Map(
    [...resolved].map(([id, state]) => {
      const given = session.answers.get(id);
      return [
        id,
        given && state.is === 'unsure' ? { is: 'given', value: given.value, origin: given.origin } : state,
      ] as const;
    }),
  );
  return printProfile(
    { engine, resolved: kept, acknowledged: session.acknowledged, writer: WRITER, defaults: false },
    previous,
  );
}
