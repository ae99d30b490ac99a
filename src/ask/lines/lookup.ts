import type { Shape } from '../../core/kind.ts';
import type { Lookup, Suggestions } from '../tui/port.ts';
import { lookupName, suggestionLines } from './suggestions.ts';
import type { Talk } from './talk.ts';
import type { Numbered } from './typed.ts';

/** How long a question waits for its look-up before it is asked without. In milliseconds. */
const PATIENCE_MS = 1500;

/** What completes the answer being typed. */
export interface Completion {
  /** What numbers stand for at the moment; empty until a look-up answered. */
  readonly numbered: () => Numbered;
  /** Prints what was found with `word` in it, once it is there. */
  readonly show: (word: string) => Promise<void>;
  /** Prints what was found since the question was printed. */
  readonly late: () => void;
  readonly isShown: () => boolean;
  readonly found: () => Suggestions | undefined;
}

/** Starts the look-up of a shape, if it has one, and prints what it finds: at once if it answers soon, else when it is there. */
export async function complete(
  talk: Talk,
  shape: Shape,
  where: Pick<Lookup, 'decision' | 'record'>,
  taken: readonly unknown[] = [],
): Promise<Completion | undefined> {
  const name = lookupName(shape);
  if (name === undefined) return undefined;
  let found: Suggestions | undefined;
  let numbered: Numbered = [];
  let isShown = false;
  const print = (word: string): void => {
    if (!found) return;
    const told = suggestionLines(found, word);
    numbered = told.numbered;
    isShown = true;
    talk.say(...told.lines);
  };
  const looking = talk.options.port.suggest({ name, session: talk.session, ...where }).then((suggestions) => {
    found = without(suggestions, taken);
  });
  if ((await soon(looking)) === 'later') talk.say('Still looking up what there is. ? shows it when it is there.');
  print('');
  return {
    numbered: () => numbered,
    found: () => found,
    isShown: () => isShown,
    late: () => {
      if (!isShown) print('');
    },
    show: async (word) => {
      if (!found && (await talk.options.reader.wait(looking)) === 'stopped') return;
      print(word);
    },
  };
}

/** What another record has cannot serve here too. */
function without(found: Suggestions, taken: readonly unknown[]): Suggestions {
  if (found.is === 'not-run') return found;
  const items = found.items.map((one) =>
    one.unfit === undefined && taken.includes(one.value) ? { ...one, unfit: 'another row has it' } : one,
  );
  return { is: 'found', items };
}

async function soon(work: Promise<void>): Promise<'done' | 'later'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'later'>((resolve) => {
    timer = setTimeout(() => resolve('later'), PATIENCE_MS);
  });
  try {
    return await Promise.race([work.then(() => 'done' as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
