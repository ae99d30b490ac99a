import process from 'node:process';
import type { Session } from '../../core/session.ts';
import { saveDraft } from '../save-draft.ts';
import { signsFor } from '../signs.ts';
import { type Stage, startEffects } from './effects.ts';
import type { Ended, WizardOptions } from './port.ts';
import { type Setting, stateOf } from './state.ts';
import { type Store, storeOf } from './store.ts';
import { type Terminal, takeTerminal } from './terminal.ts';

/**
 * Runs the wizard on this process's terminal until it is written, left, or ended by a signal. The draft is kept in every case.
 * The terminal is restored before it returns or throws; the caller prints the summary and sets the exit code. Throws what a port
 * or the drawing threw: a bug.
 */
export async function runWizard(options: WizardOptions): Promise<Ended> {
  const terminal = takeTerminal(process);
  try {
    return await runOn(terminal, options);
  } finally {
    const printed = terminal.leave();
    if (printed !== '') process.stderr.write(printed);
  }
}

async function runOn(terminal: Terminal, options: WizardOptions): Promise<Ended> {
  const { port } = options;
  const setting = settingOf(options);
  const store = storeOf(setting, stateOf(terminal.size(), options.account, options.from));
  const ending = Promise.withResolvers<Ended>();
  store.subscribe(() => {
    const { ended } = store.state();
    if (ended) ending.resolve(ended);
  });

  const redraw = { now: async (): Promise<void> => store.dispatch({ kind: 'resized', size: terminal.size() }) };
  terminal.listen({
    resized: () => void redraw.now().catch(ending.reject),
    suspendAsked: () => store.dispatch({ kind: 'pressed', press: { key: 'ctrl', letter: 'z' } }),
    ended: (signal) => {
      // The window may be gone in the next moment: first the draft, then everything else.
      if (!store.state().first) saveDraft(port, store.state().session);
      store.dispatch({ kind: 'ended', signal });
    },
  });

  const { mount } = await import('./app.tsx');
  const shown = mount(setting, store, terminal.stdout);
  shown.exited.catch(ending.reject);
  const stage = stageOf(terminal, store, shown, ending.reject);
  redraw.now = stage.redraw;
  const stop = startEffects(setting, store, port, stage);
  try {
    return await ending.promise;
  } finally {
    stop();
    shown.unmount();
  }
}

const settingOf = ({ engine, env, starts, port, folder }: WizardOptions): Setting => ({
  engine,
  signs: signsFor(env),
  starts,
  draftName: port.draftName,
  folder,
  adds: remembered(port.adds ?? (() => [])),
});

/** A frame asks for the same again with every key; making two plans for it takes milliseconds. */
function remembered(adds: Setting['adds']): Setting['adds'] {
  const kept = new WeakMap<Session, Map<string, readonly string[]>>();
  return (session, decision, raw) => {
    const known = kept.get(session) ?? new Map<string, readonly string[]>();
    kept.set(session, known);
    const key = `${decision} ${JSON.stringify(raw)}`;
    const made = known.get(key) ?? adds(session, decision, raw);
    known.set(key, made);
    return made;
  };
}

type Shown = ReturnType<typeof import('./app.tsx')['mount']>;

function stageOf(terminal: Terminal, store: Store, shown: Shown, fail: (error: unknown) => void): Stage {
  let isLent = false;
  const measure = (): void => store.dispatch({ kind: 'resized', size: terminal.size() });
  const lend: Stage['lend'] = async (run) => {
    if (isLent) throw new Error('The terminal is lent already');
    const result: { value?: Awaited<ReturnType<typeof run>> } = {};
    isLent = true;
    await shown.suspend(async () => {
      terminal.lend();
      try {
        result.value = await run();
      } finally {
        terminal.reclaim();
        isLent = false;
        measure(); // before Ink draws again, at the size there is now
      }
    });
    return result.value as Awaited<ReturnType<typeof run>>;
  };
  return {
    fail,
    lend,
    suspend: async () => {
      if (!isLent) await lend(terminal.stop);
    },
    redraw: async () => {
      if (isLent) return; // the screen belongs to someone else; it is drawn anew afterwards
      await terminal.redraw(shown.clear, async () => {
        measure();
        await shown.flushed();
      });
    },
  };
}
