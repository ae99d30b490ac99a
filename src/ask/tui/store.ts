import { next } from './next.ts';
import type { Event, Setting, State } from './state.ts';

/**
 * The state of a running wizard. It lives outside React: a press is applied before the next one is read, whether or not anything
 * was drawn between, and a signal finds the newest answers.
 */
export interface Store {
  readonly state: () => State;
  readonly dispatch: (event: Event) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function storeOf(setting: Setting, initial: State): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    dispatch: (event) => {
      const after = next(setting, state, event);
      if (after === state) return;
      state = after;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
