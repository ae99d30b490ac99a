import type { Az } from './clients.ts';
import { NotRun } from './port.ts';

/** The real Azure CLI, started without a shell. execa is loaded at the first use: nothing else needs it. */
export const realAz: Az = async (args, signal) => {
  const { execa } = await import('execa');
  const done = await execa('az', [...args], {
    cancelSignal: signal,
    reject: false,
    stdin: 'ignore',
    // Survey and upgrade notices would mix with what az says.
    env: { AZURE_CORE_NO_COLOR: 'true', AZURE_CORE_SURVEY_MESSAGE: 'false', AZURE_CORE_ONLY_SHOW_ERRORS: 'true' },
  });
  if (done.code === 'ENOENT') throw new NotRun('az is not installed');
  if (done.isCanceled) throw new NotRun(`az ${args.slice(0, 2).join(' ')} was stopped`);
  if (done.exitCode !== 0) {
    const said = done.stderr.trim().split('\n').at(-1) ?? '';
    throw new NotRun(
      `az ${args.slice(0, 2).join(' ')} ended with ${done.exitCode ?? done.signal}: ${said.slice(0, 300)}`,
    );
  }
  return done.stdout;
};
