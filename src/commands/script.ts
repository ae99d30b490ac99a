import { resolve } from 'node:path';
import { Usage } from '../core/errors.ts';
import { emitFormat, FORMATS } from '../emit/index.ts';
import { type BatchOptions, report, runBatch } from './batch.ts';
import { emissionOf } from './emission.ts';
import { gateReports } from './gates.ts';
import type { Io } from './io.ts';
import type { Judged } from './judge.ts';
import { writeOutputs } from './write-outputs.ts';

export interface ScriptOptions extends BatchOptions {
  readonly out: string | undefined;
  readonly format: string | undefined;
  readonly force: boolean;
}

/** Makes outputs without account and network: into a folder, or one format to stdout. */
export async function script(io: Io, file: string, options: ScriptOptions): Promise<number> {
  const target = targetOf(options);
  const emission = (judged: Judged) => emissionOf(judged.evaluation, judged.profile.acknowledged, judged.profile.text);
  let printed = '';
  const results = await runBatch(io, [file], options, {
    gates: (judged) => gateReports(emission(judged).plan),
    write: (judged) => {
      if ('format' in target) {
        printed = joined(emitFormat(emission(judged), target.format));
        return { files: [], notes: [], problems: [] };
      }
      return writeOutputs(emission(judged), {
        folder: resolve(io.cwd, target.out),
        input: judged.source.path,
        force: options.force,
      });
    },
  });
  if (!('format' in target)) return report(io, results, options, `Written to ${target.out}`);
  const exit = report({ ...io, stdout: io.stderr }, results, { ...options, quiet: true, json: false });
  if (printed === '' && exit === 0 && !options.quiet) io.stderr.write(`These answers call for no ${target.format}\n`);
  io.stdout.write(printed);
  return exit;
}

type Target = { readonly out: string } | { readonly format: string };

function targetOf(options: ScriptOptions): Target {
  const names = FORMATS.map((format) => format.id);
  if (options.out !== undefined && options.format !== undefined)
    throw new Usage('--out and --format exclude each other', 'Use --out for files, --format to print');
  if (options.out !== undefined) return { out: options.out };
  if (options.format === undefined)
    throw new Usage('script needs --out DIR or --format NAME', `The formats are ${names.join(', ')}`);
  if (options.json)
    throw new Usage('--json and --format exclude each other: both print to stdout', 'Use --out for the files');
  if (!names.includes(options.format))
    throw new Usage(`there is no format ${JSON.stringify(options.format)}`, `The formats are ${names.join(', ')}`);
  return { format: options.format };
}

/** One file as it is; several each behind a line with its path. */
function joined(files: ReadonlyMap<string, string>): string {
  const all = [...files];
  return all.length === 1 ? (all[0]?.[1] ?? '') : all.map(([path, text]) => `==> ${path} <==\n${text}`).join('\n');
}
