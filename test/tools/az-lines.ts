import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scriptFor } from '../../src/emit/bash/index.ts';
import { LIBRARY } from '../../src/emit/bash/library.ts';
import type { Emission, Files } from '../../src/emit/emission.ts';
import { handoverTeams } from '../../src/emit/teams.ts';

export type Argv = readonly string[];

/** A script of one owner, with the files that were written beside it. */
export interface Written {
  readonly path: string;
  readonly text: string;
  readonly files: Files;
}

/** setup.sh and cleanup.sh of the operator and of each other team. */
export const scriptsOf = (emission: Emission): readonly Written[] =>
  [undefined, ...handoverTeams(emission.plan)].flatMap((owner, i) => {
    const files = scriptFor(emission, owner);
    return ['setup.sh', 'cleanup.sh'].flatMap((name) => {
      const text = files.get(name);
      return text === undefined ? [] : [{ path: `${i}/${name}`, text, files }];
    });
  });

const ASSIGNMENT = /^ {0,2}([A-Z][A-Z0-9_]*)=.*$/gm;
const STEP = /^( *)if step \d+ \w+; then\n([\s\S]*?)\n\1fi$/gm;
const USED = /\$\{?([A-Z][A-Z0-9_]*)/g;

/**
 * The steps of a script, each as the lines that stand in it after the values and ids it uses: what the same step of another
 * plan would mostly be, too. In front stands the folder of the files it sends.
 */
function stepsOf({ text, files }: Written, folder: string): readonly string[] {
  const own = text.slice(0, text.indexOf('\n# ===== The library'));
  const [head = '', body = ''] = own.split('\nrun_steps() {\n');
  const values = new Map([...head.matchAll(ASSIGNMENT)].map(([line, name = '']) => [name, line.trim()]));
  return [...body.matchAll(STEP)].map(([, , whole = '']) => {
    // what is there is compared, always at the end of a step; --what-if looks at nothing
    const step = whole.replace(/\n *same [\s\S]*$/, '');
    const used = new Set<string>();
    const left = [`$SUBSCRIPTION $OWN_TAG ${step}`];
    for (let part = left.pop(); part !== undefined; part = left.pop())
      for (const [, name = ''] of part.matchAll(USED)) {
        const line = values.get(name);
        if (line === undefined || used.has(name)) continue;
        used.add(name);
        left.push(line);
      }
    const lines = [...values].filter(([name]) => used.has(name)).map(([, line]) => line);
    return [`HERE='${beside(step, files, folder)}'`, ...lines, step].join('\n');
  });
}

/** A folder with the files that the step names; equal ones are written once. */
function beside(step: string, files: Files, folder: string): string {
  const named = [...step.matchAll(/\$HERE\/([\w./-]+)/g)].map(([, path = '']) => path);
  if (named.length === 0) return folder;
  const contents = named.map((path): [string, string] => [path, files.get(path) ?? '']);
  const at = join(folder, createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 16));
  for (const [path, content] of contents) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), content);
  }
  return at;
}

/** Words go out as they arrive at az, by the file descriptor 3: how many, then each, ended by NUL. */
const RECORD = `printf '%s\\0' "$#" "$@" >&3`;

/**
 * The az commands of many scripts as the operator's bash makes them with --what-if: real lines, real library, real bash; but
 * a step that many scripts share runs once, and all run in one process.
 */
export function commandsOf(scripts: Iterable<Written>, folder: string): readonly (readonly Argv[])[] {
  const numbers = new Map<string, number>();
  const steps: (readonly number[])[] = [];
  for (const one of scripts)
    steps.push(
      stepsOf(one, folder).map((step) => {
        const number = numbers.get(step) ?? numbers.size;
        numbers.set(step, number);
        return number;
      }),
    );
  const library = [...LIBRARY].filter(([name]) => !name.startsWith('cleanup-')).map(([, text]) => text);
  const script = [
    'set -euo pipefail',
    "STEPS=('0 none none')",
    ...library,
    "WHAT_IF=yes CREATED='created.txt'",
    `show_command() { ${RECORD}; }`,
    ...[...numbers.keys()].flatMap((step) => [`printf 'step\\0' >&3`, step]),
  ].join('\n');
  const commands = recorded(script, folder);
  return steps.map((list) => list.flatMap((number) => commands[number] ?? []));
}

/** What a line that --what-if prints means to the bash that it is pasted into. */
export function commandsPrinted(printed: string, folder: string): readonly Argv[] {
  const script = [
    `az() { ${RECORD.replace('"$#"', '"$(($# + 1))" az')}; }`,
    'env() { :; }',
    `printf 'step\\0' >&3`,
    printed,
  ];
  return recorded(script.join('\n'), folder)[0] ?? [];
}

function recorded(script: string, folder: string): readonly (readonly Argv[])[] {
  const file = join(folder, 'steps.sh');
  writeFileSync(file, script);
  const { status, stderr, output } = spawnSync('bash', [file], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`the steps end with ${status}: ${stderr.slice(-2_000)}`);
  const steps: Argv[][] = [];
  const words = (output[3] ?? '').split('\0').slice(0, -1);
  for (let at = 0; at < words.length; ) {
    if (words[at] === 'step') {
      steps.push([]);
      at += 1;
      continue;
    }
    const end = at + 1 + Number(words[at]);
    if (words[at + 1] === 'az') steps.at(-1)?.push(words.slice(at + 1, end));
    at = end;
  }
  return steps;
}
