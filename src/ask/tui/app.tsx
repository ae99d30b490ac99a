import { Box, render, Text, useApp, useCursor, useInput, usePaste } from 'ink';
import { memo, useEffect, useRef, useSyncExternalStore } from 'react';
import { keyboard } from './keyboard.ts';
import type { Line, Span, Tone } from './line.ts';
import { screen } from './screen.ts';
import type { Setting } from './state.ts';
import type { Store } from './store.ts';

/** What the program around the screen may do with it. */
export interface Shown {
  readonly clear: () => void;
  readonly flushed: () => Promise<void>;
  readonly suspend: (run: () => Promise<void>) => Promise<void>;
  readonly unmount: () => void;
  /** Rejects when drawing crashed. */
  readonly exited: Promise<unknown>;
}

/** Puts the wizard on the screen. Ink is told of no resize (its `stdout` is deaf for it) and decides nothing by `CI`. */
export function mount(setting: Setting, store: Store, stdout: NodeJS.WriteStream): Shown {
  let suspend: Shown['suspend'] = (run) => run();
  const app = render(<App setting={setting} store={store} offer={(given) => (suspend = given)} />, {
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 120,
    incrementalRendering: true,
    interactive: true,
    alternateScreen: true,
  });
  return {
    clear: app.clear,
    flushed: app.waitUntilRenderFlush,
    suspend: (run) => suspend(run),
    unmount: app.unmount,
    exited: app.waitUntilExit(),
  };
}

interface Props {
  readonly setting: Setting;
  readonly store: Store;
  readonly offer: (suspend: Shown['suspend']) => void;
}

/** The one listener for keys and the one for pastes: they never unmount, so no key falls between two questions. */
function App({ setting, store, offer }: Props) {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { suspendTerminal } = useApp();
  const { setCursorPosition } = useCursor();
  const read = useRef(keyboard(() => performance.now()));
  useInput((input, key) => {
    for (const press of read.current(input, key)) store.dispatch({ kind: 'pressed', press });
  });
  usePaste((text) => store.dispatch({ kind: 'pasted', text }));
  useEffect(() => offer(async (run) => suspendTerminal(run)), [offer, suspendTerminal]);

  const { lines, caret } = screen(setting, state);
  setCursorPosition(caret);
  return (
    <Box flexDirection="column" width={state.size.columns} height={state.size.rows}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Row key={row} line={line} />
      ))}
    </Box>
  );
}

const isSame = (a: Line, b: Line): boolean =>
  a.length === b.length && a.every((part, index) => part.text === b[index]?.text && part.tone === b[index]?.tone);

/** An empty text has no height, so a blank row holds a space. */
const Row = memo(
  ({ line }: { readonly line: Line }) => (
    <Box height={1}>
      <Text wrap="truncate-end">{line.length === 0 ? ' ' : line.map(toned)}</Text>
    </Box>
  ),
  (before, after) => isSame(before.line, after.line),
);
Row.displayName = 'Row';

const TONES: Readonly<Record<Tone, { readonly color?: string; readonly dimColor?: boolean; readonly bold?: boolean }>> =
  {
    plain: {},
    pass: { color: 'green' },
    warn: { color: 'magenta', bold: true },
    fail: { color: 'red', bold: true },
    running: { color: 'cyan' },
    cursor: { color: 'cyan', bold: true },
    strong: { bold: true },
    dim: { dimColor: true },
  };

const toned = (part: Span, index: number) => (
  <Text key={index} {...TONES[part.tone]}>
    {part.text}
  </Text>
);
