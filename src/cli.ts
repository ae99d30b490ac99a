import { parseCommandLine } from './command-line.ts';
import { type Io, realIo, unwritable } from './commands/io.ts';
import { Cancelled, Stop } from './core/errors.ts';
import { VERSION } from './version.ts';

/** Runs the program. @returns the exit code: the only exit there is */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const command = await parseCommandLine(argv, io);
    return typeof command === 'number' ? command : await command();
  } catch (error) {
    return await told(io, error);
  }
}

/** Prints what ended the program, and chooses its exit code. */
async function told(io: Io, error: unknown): Promise<number> {
  const { safeLines } = await import('./commands/paint.ts');
  if (error instanceof Stop) {
    io.stderr.write(
      `aks-setup: ${safeLines(error.message)}\n${error.fix === undefined ? '' : `  ${safeLines(error.fix)}\n`}`,
    );
    return error.exit;
  }
  const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(
    `aks-setup: this is a bug in aks-setup ${VERSION} on Node ${process.version}. Nothing in Azure was changed.\n` +
      '  Please report the lines below, without anything you want to keep to yourself, to whoever gave you this program.\n' +
      `${safeLines(bug)}\n`,
  );
  return 70;
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Aborts the running command when the system asks for it. @returns what takes the signals from us */
function listen(abort: AbortController): () => void {
  const listeners = Object.entries(SIGNALS).map(([signal, exit]) => {
    const listener = () => {
      abort.abort(new Cancelled(exit, `stopped by ${signal}; nothing was left half written`));
      // Whatever does not stop within a second of being asked is ended.
      setTimeout(() => process.exit(exit), 1000).unref();
    };
    process.once(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/**
 * An error that nobody caught is a bug, and ends the program as one: never with 0, and never without its words. Where telling
 * it fails too (the terminal is gone, or the program was deleted while it ran), nobody is left to be told.
 */
function endOnBugs(io: Io): void {
  let isEnding = false;
  process.on('uncaughtException', (error) => {
    if (isEnding) process.exit(70);
    isEnding = true;
    told(io, error).then(
      (exit) => process.exit(exit),
      () => process.exit(70),
    );
  });
}

/** Called by bin/aks-setup.js. */
export async function run(argv: readonly string[]): Promise<void> {
  const abort = new AbortController();
  const takeSignals = listen(abort);
  for (const stream of [process.stdout, process.stderr]) {
    // Whoever reads our output went away (`| head`): there is nobody left to tell.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(2);
      throw unwritable(error);
    });
  }
  const io = realIo(abort.signal, takeSignals);
  endOnBugs(io);
  process.exitCode = await main(argv, io);
}
