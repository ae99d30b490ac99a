import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '../../src/emit/emission.ts';
import { RIG, runInRig } from './rig-machine.ts';

export { RIG } from './rig-machine.ts';

/** The only subscription and tenant that the rig knows. */
export const RIG_SUBSCRIPTION = '00000000-0000-0000-0000-0000000000aa';
export const RIG_TENANT = '00000000-0000-0000-0000-0000000000bb';

/** Why the real az cannot be run here, or `undefined`. */
export function whyNoRig(): string | undefined {
  if (!existsSync(join(RIG, 'run.sh')))
    return `az-rig is not at ${RIG} (AKS_SETUP_SHARED names the folder above tools/)`;
  const found = spawnSync('bash', ['-c', '. ./version.sh && [ -x "$AZ_RIG_PYTHON" ]'], { cwd: RIG });
  return found.status === 0 ? undefined : `az is not installed for az-rig: run ${join(RIG, 'install.sh')}`;
}

/** Why nothing goes into a cluster here, or `undefined`. */
export function whyNoCluster(): string | undefined {
  const check = join(RIG, '../kube-check/kube-check.mjs');
  if (!existsSync(check)) return `kube-check is not at ${check} (AKS_SETUP_SHARED names the folder above tools/)`;
  return spawnSync('kubectl', ['version', '--client']).status === 0 ? undefined : 'kubectl is not here';
}

/** One request that az sent. */
export interface Sent {
  readonly seq: number;
  readonly cmd?: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly dangling?: readonly string[];
}

/** One request of kubectl's that is not discovery. */
export interface SentToCluster {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly body?: unknown;
  readonly message?: string;
}

export interface RigRun {
  readonly code: number;
  /** What the script and az said. */
  readonly err: string;
  readonly requests: readonly Sent[];
  /** Look-ups and connections that left this machine, or tried to. */
  readonly outside: readonly unknown[];
  readonly argv: readonly (readonly string[])[];
  /** What exists at the end, by id. */
  readonly store: readonly { readonly id: string }[];
  /** What kubectl sent, where the rig has a cluster. */
  readonly toCluster: readonly SentToCluster[];
}

/** A folder with written files in which scripts run with the real az against a fake Azure Resource Manager. */
export class Rig {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'aks setup '));
  readonly #bin = join(this.folder, 'bin');

  readonly #cluster: boolean;

  /** With a cluster, the stage in the cluster runs with the real kubectl against the API server of kube-check. */
  constructor(files: Files, options: { readonly cluster?: boolean } = {}) {
    this.#cluster = options.cluster ?? false;
    this.write(files);
    mkdirSync(this.#bin);
    this.#script('az', 'rig-az.sh');
    this.#script('helm', '../helpers/fake-helm.sh');
    // scripts wait minutes for what the rig's fake does at once or never does, such as a template that runs by itself
    this.program('sleep');
    for (const name of this.#cluster ? ['kubelogin'] : ['kubelogin', 'kubectl']) this.program(name);
  }

  #script(name: string, from: string): void {
    const file = join(this.#bin, name);
    copyFileSync(join(import.meta.dirname, from), file);
    chmodSync(file, 0o755);
  }

  write(files: Files): void {
    for (const [path, content] of files) {
      const file = join(this.folder, 'out', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  /** A program that only writes down how it was called. */
  program(name: string): void {
    const file = join(this.#bin, name);
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"${this.folder}/others.txt"\n`);
    chmodSync(file, 0o755);
  }

  /** Runs lines of bash in the output folder; `mark NAME` remembers how many requests there were. */
  async run(
    lines: readonly string[],
    options: readonly string[] = ['--strict-refs', '--strict-providers'],
  ): Promise<RigRun> {
    const script = join(this.folder, 'run.sh');
    const keep = join(this.folder, 'rig');
    const head = [
      'export REAL_AZ=$(command -v az)',
      `export PATH=${JSON.stringify(this.#bin)}:$PATH`,
      `cd ${JSON.stringify(join(this.folder, 'out'))}`,
    ];
    writeFileSync(script, ['set -euo pipefail', ...head, ...lines, ''].join('\n'));
    const cluster = this.#cluster ? ['--cluster'] : [];
    const code = await runInRig([...cluster, keep, script, '--polls', '0', ...options]);
    const at = (name: string) => readFileSync(join(keep, name), 'utf8');
    const rows = (name: string) =>
      at(name)
        .split('\n')
        .filter(Boolean)
        .map((row) => JSON.parse(row) as unknown);
    return {
      code,
      err: at('err.txt'),
      requests: rows('requests.jsonl') as Sent[],
      outside: rows('outside.jsonl'),
      argv: (rows('argv.jsonl') as { readonly argv: readonly string[] }[]).map((row) => row.argv),
      toCluster: this.#cluster ? (rows('kube/kube-requests.jsonl') as SentToCluster[]) : [],
      store: (JSON.parse(at('store.json')) as { readonly resources: { readonly id: string }[] }).resources,
    };
  }

  /** Where `mark` was called: how many requests there were. */
  marks(file = 'marks'): readonly number[] {
    return this.read(file).split('\n').filter(Boolean).map(Number);
  }

  /** A file that the lines wrote into `$RIG`. */
  read(file: string): string {
    return readFileSync(join(this.folder, 'rig', file), 'utf8');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * What changes something in Azure: not reading, not asking for a token, and not the way into the cluster, where kubectl
 * leaves alone what is as it should be.
 */
export const isWrite = (sent: Sent): boolean =>
  sent.method !== 'GET' &&
  sent.method !== 'HEAD' &&
  !/\/adfs\/|\/oauth2\/|\/listClusterUserCredential$|\/runCommand$/i.test(sent.path);
