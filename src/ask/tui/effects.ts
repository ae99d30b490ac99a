import { saveDraft } from '../save-draft.ts';
import { lookupOf, questionFor } from './panels/question.ts';
import { wantsOutputs } from './panels/review-text.ts';
import type { News, WizardPort } from './port.ts';
import { type Event, questionOf, type Request, type Setting, type State, topOf, viewOf } from './state.ts';
import type { Store } from './store.ts';

/** What the screen can do for the effects. */
export interface Stage {
  readonly redraw: () => Promise<void>;
  /** Runs something that needs the terminal for itself. */
  readonly lend: <Value>(run: () => Promise<Value>) => Promise<Value>;
  readonly suspend: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

const GATHER_MS = 100;

/** Everything that happens outside the reducer, as far as the state asks for it. Returns the way to stop listening. */
export function startEffects(setting: Setting, store: Store, port: WizardPort, stage: Stage): () => void {
  const pending = new Set<string>();
  let done = 0;
  let before: State | undefined;

  const guard = (work: Promise<unknown>): void => void work.catch(stage.fail);
  /** One question at a time for each key. It is no longer pending when its answer arrives, so that a stale one is asked again. */
  const once: Once = (key, work) => {
    if (pending.has(key)) return;
    pending.add(key);
    const finish = async (): Promise<void> => {
      const event = await work();
      pending.delete(key);
      store.dispatch(event);
    };
    guard(finish());
  };

  const react = (): void => {
    const state = store.state();
    const was = before;
    before = state;
    keepDraft(store, port, was, state);
    startChecks(setting, port, was, state);
    lookUp(setting, port, state, once);
    makeOutputs(setting, port, state, once);
    const requests = state.requests.slice(done);
    done = state.requests.length;
    for (const request of requests) guard(perform(request, store, port, stage));
  };

  const stopNews = port.subscribe(gathered(store));
  const stopStore = store.subscribe(react);
  react();
  return () => {
    stopNews();
    stopStore();
  };
}

/** The draft is kept after every answer, at once: a crash loses at most what is being typed. */
function keepDraft(store: Store, port: WizardPort, was: State | undefined, state: State): void {
  if (state.first || !was) return;
  const { answers, acknowledged } = state.session;
  if (answers === was.session.answers && acknowledged === was.session.acknowledged && !was.first) return;
  const unsaved = saveDraft(port, state.session);
  if (unsaved !== state.unsaved) store.dispatch({ kind: 'draft', unsaved });
}

function startChecks(setting: Setting, port: WizardPort, was: State | undefined, state: State): void {
  if (state.first) return;
  const concerning = (one: State): string | undefined => questionOf(setting, one)?.id;
  const isSame =
    was &&
    !was.first &&
    was.session.answers === state.session.answers &&
    was.account === state.account &&
    concerning(was) === concerning(state);
  if (!isSame) port.check(state.session, concerning(state));
}

type Once = (key: string, work: () => Promise<Event>) => void;

function lookUp(setting: Setting, port: WizardPort, state: State, once: Once): void {
  const decision = questionOf(setting, state);
  if (!decision) return;
  const question = questionFor(setting, state, decision);
  const lookup = lookupOf(state, question);
  if (!lookup || question.suggestions) return;
  const { key, ...wanted } = lookup;
  const { session } = state;
  once(key, async () => {
    const suggestions = await port.suggest({ ...wanted, decision: decision.id, session });
    return { kind: 'suggested', key, answers: session.answers, suggestions };
  });
}

function makeOutputs(setting: Setting, port: WizardPort, state: State, once: Once): void {
  const isReview =
    !state.first && (topOf(state)?.is === 'review' || (!topOf(state) && !viewOf(setting, state).current));
  if (!isReview || !wantsOutputs(state)) return;
  const { session } = state;
  once('outputs', async () => ({ kind: 'previewed', session, outputs: await port.preview(session) }));
}

async function perform(request: Request, store: Store, port: WizardPort, stage: Stage): Promise<void> {
  switch (request.kind) {
    case 'suspend':
      return stage.suspend();
    case 'redraw':
      return stage.redraw();
    case 'connect': {
      const connect = () => port.connect(request.how);
      const account = request.how === 'sign-in' ? await stage.lend(connect) : await connect();
      return store.dispatch({ kind: 'news', news: { kind: 'account', account } });
    }
    case 'load':
      return store.dispatch({ kind: 'loaded', loaded: await port.load(request.path) });
    case 'complete':
      return store.dispatch({ kind: 'completed', typed: request.typed, paths: await port.completePath(request.typed) });
    case 'write':
      return store.dispatch({
        kind: 'wrote',
        outcome: await port.write(request.session, request.folder, request.force),
      });
    case 'page':
      return stage.lend(() => port.page(request.text));
  }
}

/** Results are shown ten times a second at most: a storm of them must not compete with typing. */
function gathered(store: Store): (news: News) => void {
  let newest: News | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (newest) store.dispatch({ kind: 'news', news: newest });
    newest = undefined;
  };
  return (news) => {
    if (news.kind === 'account') return store.dispatch({ kind: 'news', news });
    newest = news;
    if (timer === undefined) timer = setTimeout(flush, GATHER_MS).unref();
  };
}
