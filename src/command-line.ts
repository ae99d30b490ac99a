import { Command, CommanderError, Option } from 'commander';
import type { Io } from './commands/io.ts';
import { namesOf, type RawOptions, sharedOptions } from './commands/options.ts';
import { Usage } from './core/errors.ts';
import { VERSION } from './version.ts';

type Run = () => Promise<number>;

const collect = (value: string, all: readonly string[] | undefined): readonly string[] => [...(all ?? []), value];

/**
 * Reads the command line. Each command is loaded when it runs, so that `--help` costs nothing.
 * @returns what to run, or the exit code of help and version
 * @throws Usage for what the command line does not know
 */
export async function parseCommandLine(argv: readonly string[], io: Io): Promise<Run | number> {
  let chosen: Run | undefined;
  const choose = (run: Run) => {
    chosen = run;
  };
  const program = define(io, choose);
  const errors: string[] = [];
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => errors.push(text) });
  }
  try {
    await program.parseAsync(
      argv.map((word) => (word === '--emulator' ? '--emulator=sample' : word)),
      { from: 'user' },
    );
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.excessArguments') unknownCommand(argv, program);
    throw new Usage((errors.join('') || error.message).replace(/^error: /, '').trim(), 'See aks-setup --help');
  }
  if (!chosen) throw new Usage('no command', 'See aks-setup --help');
  return chosen;
}

/** The wizard is the default, so commander takes a command that it does not know for a word too many of the wizard. */
function unknownCommand(argv: readonly string[], program: Command): void {
  const names = program.commands.map((command) => command.name());
  const first = argv[0];
  if (first === undefined || first.startsWith('-') || names.includes(first)) return;
  throw new Usage(`there is no command ${JSON.stringify(first)}`, `The commands are ${names.join(', ')}`);
}

function define(io: Io, choose: (run: Run) => void): Command {
  const program = new Command('aks-setup')
    .description('Decide, check and write a secured Azure Kubernetes Service cluster. Nothing is changed in Azure.')
    .version(VERSION, '--version')
    .helpOption('--help', 'show this')
    .showSuggestionAfterError(true)
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES);
  addSetup(program, io, choose);
  addReplay(program, io, choose);
  addScript(program, io, choose);
  addCheck(program, io, choose);
  addReading(program, io, choose);
  return program;
}

const EXAMPLES = `
FILE is a profile, the name of a preset, or - for standard input.
Exit codes: 0 done, 1 refused, 2 usage, 3 warnings with --strict, 4 a needed check could not run, 70 a bug, 130 cancelled.

  aks-setup                                                    the wizard
  aks-setup --emulator                                         the wizard, on the built-in sample subscription
  aks-setup replay prod.yaml --out prod                        the same files from a saved profile, checked
  aks-setup script prod.yaml --out prod                        without account and network
`;

function shared(command: Command): Command {
  return command
    .helpOption('--help', 'show this')
    .addOption(new Option('--emulator [world]', 'use a built-in subscription instead of yours: sample, empty, denied'))
    .addOption(
      new Option('--set <id=value>', 'give an answer (YAML value); beats the file; repeatable').argParser(collect),
    )
    .option('--as-of <date>', 'judge dated facts on this day')
    .option('--strict', 'end with 3 when there are warnings')
    .option('--json', 'one JSON document on stdout')
    .option('--junit <file>', 'write results as JUnit XML')
    .option('--quiet', 'say nothing but problems')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'));
}

const byName = (command: Command, flag: string, says: string): Command =>
  command.addOption(new Option(`${flag} <id,...>`, says).argParser(collect));

function addSetup(program: Command, io: Io, choose: (run: Run) => void): void {
  shared(program.command('setup', { isDefault: true }))
    .description('ask, check and write (the default)')
    .option('--from <file>', 'start from a profile')
    .option('--out <dir>', 'where to write')
    .option('--no-tui', 'ask line by line')
    .action((raw: RawOptions) =>
      choose(async () => {
        const { setup } = await import('./commands/setup.ts');
        return setup(io, {
          ...sharedOptions(raw),
          from: raw['from'] as string | undefined,
          out: raw['out'] as string | undefined,
          tui: raw['tui'] !== false,
        });
      }),
    );
}

function addReplay(program: Command, io: Io, choose: (run: Run) => void): void {
  const command = shared(program.command('replay'))
    .description('repeat saved profiles: check, then write all outputs')
    .argument('<file...>')
    .requiredOption('--out <dir>', 'where to write')
    .option('--offline', 'run no checks')
    .option('--accept-defaults', 'take the recommended value of what is not answered')
    .option('--force', 'replace files that aks-setup did not write; the old ones stay beside them')
    .option('--evidence <file>', 'write what was asked and answered, with times');
  byName(command, '--skip', 'run all checks but these').action((files: string[], raw: RawOptions) =>
    choose(async () => {
      const { replay } = await import('./commands/replay.ts');
      return replay(io, files, {
        ...sharedOptions(raw),
        ...batchOptions(raw),
        out: raw['out'] as string,
        force: raw['force'] === true,
      });
    }),
  );
}

const batchOptions = (raw: RawOptions) => ({
  offline: raw['offline'] === true,
  only: raw['only'] === undefined ? undefined : namesOf(raw['only']),
  skip: namesOf(raw['skip']),
  acceptDefaults: raw['acceptDefaults'] === true,
  evidence: raw['evidence'] as string | undefined,
});

function addScript(program: Command, io: Io, choose: (run: Run) => void): void {
  shared(program.command('script'))
    .description('write or print outputs, without account and network')
    .argument('<file>')
    .option('--out <dir>', 'where to write')
    .option('--format <name>', 'print one format: bash, bicep, kubernetes, charts, roles, report, ...')
    .option('--accept-defaults', 'take the recommended value of what is not answered')
    .option('--force', 'replace files that aks-setup did not write; the old ones stay beside them')
    .action((file: string, raw: RawOptions) =>
      choose(async () => {
        const { script } = await import('./commands/script.ts');
        return script(io, file, {
          ...sharedOptions(raw),
          acceptDefaults: raw['acceptDefaults'] === true,
          force: raw['force'] === true,
          out: raw['out'] as string | undefined,
          format: raw['format'] as string | undefined,
        });
      }),
    );
}

function addCheck(program: Command, io: Io, choose: (run: Run) => void): void {
  const command = shared(program.command('check'))
    .description('check profiles against the subscription; writes no outputs')
    .argument('<file...>')
    .option('--accept-defaults', 'take the recommended value of what is not answered')
    .option('--evidence <file>', 'write what was asked and answered, with times');
  byName(byName(command, '--only', 'run these checks only'), '--skip', 'run all checks but these').action(
    (files: string[], raw: RawOptions) =>
      choose(async () => {
        const { check } = await import('./commands/check.ts');
        return check(io, files, { ...sharedOptions(raw), ...batchOptions(raw) });
      }),
  );
}

function addReading(program: Command, io: Io, choose: (run: Run) => void): void {
  shared(program.command('explain'))
    .description('explain a decision, a rule or a check; without an id, list the decisions')
    .argument('[id]')
    .action((id: string | undefined, raw: RawOptions) =>
      choose(async () => {
        const { explain } = await import('./commands/explain.ts');
        return explain(io, id, sharedOptions(raw));
      }),
    );
  shared(program.command('graph'))
    .description('print which decision depends on which')
    .argument('[file]')
    .addOption(
      new Option('--format <name>', 'text, mermaid or dot').choices(['text', 'mermaid', 'dot']).default('text'),
    )
    .action((file: string | undefined, raw: RawOptions) =>
      choose(async () => {
        const { graph } = await import('./commands/graph.ts');
        return graph(io, file, { ...sharedOptions(raw), format: raw['format'] as 'text' | 'mermaid' | 'dot' });
      }),
    );
  shared(program.command('schema'))
    .description('print the JSON Schema of a profile')
    .action(() =>
      choose(async () => {
        const { schema } = await import('./commands/schema.ts');
        return schema(io);
      }),
    );
}
