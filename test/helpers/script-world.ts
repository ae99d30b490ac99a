import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Files } from '../../src/emit/emission.ts';
import { FakeAz } from './fake-az.ts';

/** The bash that runs what is tested: AKS_SETUP_BASH names another one, such as the 3.2 of macOS. */
export const BASH = process.env['AKS_SETUP_BASH'] ?? 'bash';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** az as a script that hands its words to the fake of this process: a hundredth of what a program each would take. */
const CLIENT = `#!/usr/bin/env bash
call="$FAKE/call.$$"
printf '%s\\0' "$@" >"$call"
exec 3<>"/dev/tcp/127.0.0.1/$FAKE_PORT"
printf '%s\\n' "$call" >&3
read -r code <&3
cat "$call.out"
cat "$call.err" >&2
exit "$code"
`;

/**
 * A folder with written scripts, a recording az before every other program, and nothing of this machine's own.
 * AKS_SETUP_BASH names the bash that runs them, such as one of version 3.2.
 */
export class ScriptWorld {
  readonly az = new FakeAz();
  readonly root = mkdtempSync(join(realpathSync(tmpdir()), "aks setup's "));
  readonly scripts = join(this.root, 'out folder');
  readonly #bin = join(this.root, 'bin');
  readonly #state = join(this.root, 'state');
  readonly #server: Server;
  readonly #path: string;

  /** @param programs the only programs that there are beside bash; else all of this machine */
  constructor(files: Files, programs?: readonly string[]) {
    for (const folder of [this.scripts, this.#bin, this.#state]) mkdirSync(folder, { recursive: true });
    this.write(files);
    this.#put('az', CLIENT);
    const bash = process.env['AKS_SETUP_BASH'] ?? (programs && placeOf('bash'));
    if (bash !== undefined) symlinkSync(bash, join(this.#bin, 'bash'));
    for (const name of ['sleep', 'kubectl', 'kubelogin']) this.recorder(name);
    copyFileSync(join(import.meta.dirname, 'fake-helm.sh'), join(this.#bin, 'helm'));
    chmodSync(join(this.#bin, 'helm'), 0o755);
    this.#path = [this.#bin, ...(programs === undefined ? ['/usr/bin', '/bin'] : [])].join(delimiter);
    for (const name of programs ?? []) if (name !== 'bash') symlinkSync(placeOf(name), join(this.#bin, name));
    this.#server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => socket.end(`${this.#serve(data.toString().trim())}\n`));
    });
  }

  write(files: Files): void {
    for (const [path, content] of files) {
      const file = join(this.scripts, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  /** A program of this name that writes down how it was called, and does what `then` says in sh, before every other of the machine. */
  recorder(name: string, then = ''): void {
    this.#put(name, `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"$FAKE/other.txt"\n${then}\n`);
  }

  /** Makes helm know a release without values: a line `STATUS CHART-VERSION` for each revision. */
  release(namespace: string, name: string, ...revisions: readonly string[]): void {
    const file = join(this.#state, 'helm', namespace, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, revisions.map((one) => `${one}\n`).join(''));
    this.releaseValues(namespace, name, '');
  }

  /** The values that helm has of a release, one `key: value` a line. */
  releaseValues(namespace: string, name: string, values: string): void {
    writeFileSync(join(this.#state, 'helm', namespace, `${name}.values`), values);
  }

  /** The revisions of a release that helm knows. */
  released(namespace: string, name: string): readonly string[] {
    return lines(join(this.#state, 'helm', namespace, name));
  }

  /** helm cannot do this command: the cluster does not answer. */
  refuseHelm(command: string): void {
    writeFileSync(join(this.#state, 'helm-refuses'), command);
  }

  /** From now on the program is not on this machine, which must be one with few programs. */
  without(name: string): void {
    rmSync(join(this.#bin, name));
  }

  #put(name: string, content: string): void {
    const file = join(this.#bin, name);
    writeFileSync(file, content);
    chmodSync(file, 0o755);
  }

  #serve(call: string): number {
    const argv = readFileSync(call, 'utf8').split('\0').slice(0, -1);
    const { code, out, err } = this.az.answer(argv);
    writeFileSync(`${call}.out`, out);
    writeFileSync(`${call}.err`, err);
    return code;
  }

  /** Runs a script of the output folder, from another folder and with an environment of its own. */
  async run(script: string, args: readonly string[] = [], input = '', shell = BASH): Promise<Ran> {
    this.az.calls.length = 0;
    if (!this.#server.listening) await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    const { port } = this.#server.address() as AddressInfo;
    const child = spawn(shell, [join(this.scripts, script), ...args], {
      cwd: this.#state,
      env: {
        PATH: this.#path,
        HOME: this.root,
        TMPDIR: this.root,
        FAKE: this.#state,
        FAKE_PORT: String(port),
      },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => err.push(data));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const code = await new Promise<number | null>((done) => child.on('close', done));
    return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
  }

  /** The command lines of the last run that change something. */
  get writes(): readonly (readonly string[])[] {
    return this.az.calls.filter((call) =>
      call.some((word) => /^(create|add|update|delete|register|run|put|post|invoke)$/.test(word)),
    );
  }

  /** The writes of the last run without their arguments. */
  get verbs(): readonly string[] {
    return this.writes.map((call) =>
      call
        .slice(
          0,
          call.findIndex((word) => word.startsWith('--')),
        )
        .join(' '),
    );
  }

  /** How programs other than az were called. */
  get others(): readonly string[] {
    return lines(join(this.#state, 'other.txt'));
  }

  get created(): readonly string[] {
    return lines(join(this.scripts, 'created.txt'));
  }

  remove(): void {
    this.#server.close();
    rmSync(this.root, { recursive: true });
  }
}

/** Where this machine has a program. */
function placeOf(name: string): string {
  const found = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  const place = found.find((file) => existsSync(file));
  if (place === undefined) throw new Error(`${name} is not on this machine`);
  return place;
}

const lines = (file: string): readonly string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];

/** What bash makes of words: each as it arrives at a program. */
export function argumentsOf(words: string): readonly string[] {
  const out = execFileSync(BASH, ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}
