import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Rig, RigRun } from './az-rig.ts';
import { ArmProxy, type Intercept } from './broken-off-proxy.ts';

/** Until it is told to close, or nobody is left to tell it. */
const HOLD = `until read -r -t 2 <&3; do kill -0 ${process.pid} || exit; done`;

export interface Ended {
  /** As a shell says it: 137 for what was killed. */
  readonly code: number;
  readonly said: string;
}

/** A rig that stays open from script to script, with a proxy between az and Azure. */
export class OpenRig {
  readonly #rig: Rig;
  readonly #done: Promise<RigRun>;
  readonly #proxy: ArmProxy;
  readonly #env: NodeJS.ProcessEnv;
  readonly #typed: string;
  #script: ChildProcess | undefined;
  #runs = 0;

  private constructor(rig: Rig, done: Promise<RigRun>, proxy: ArmProxy, env: NodeJS.ProcessEnv, typed: string) {
    this.#rig = rig;
    this.#done = done;
    this.#proxy = proxy;
    this.#env = env;
    this.#typed = typed;
  }

  /**
   * @param lines of bash, run before anything stands between az and Azure
   * @param typed what a script is answered when it asks
   */
  static async open(rig: Rig, lines: readonly string[], intercept: Intercept, typed: string): Promise<OpenRig> {
    const folder = join(rig.folder, 'rig');
    const hold = ['env -0 >"$RIG/env"', 'mkfifo "$RIG/close" && exec 3<>"$RIG/close"', ': >"$RIG/open"', HOLD];
    let over = false;
    const done = rig.run([...lines, ...hold]).finally(() => {
      over = true;
    });
    while (!over && !existsSync(join(folder, 'open'))) await setTimeout(20);
    if (over) throw new Error(`the rig did not stay open:\n${(await done).err}`);
    const proxy = await ArmProxy.between(folder, intercept);
    const clouds = join(folder, 'azure/clouds.config');
    const { azure, proxy: port } = proxy.ports;
    writeFileSync(clouds, readFileSync(clouds, 'utf8').replaceAll(`127.0.0.1:${azure}`, `127.0.0.1:${port}`));
    return new OpenRig(rig, done, proxy, environment(rig), typed);
  }

  /** Runs one line of bash in the output folder, until it and each az of it have ended. */
  async run(line: string): Promise<Ended> {
    this.#runs += 1;
    const out = openSync(this.#saidFile(), 'a');
    // the last pipe is held by all that run
    const script = spawn('bash', ['-c', `exec ${line}`], {
      cwd: join(this.#rig.folder, 'out'),
      env: this.#env,
      stdio: ['pipe', out, out, 'pipe'],
    });
    closeSync(out);
    this.#script = script;
    script.stdin?.on('error', () => {}); // not each script reads
    script.stdin?.end(`${this.#typed}\n`);
    script.stdio[3]?.on('data', () => {});
    const [code] = (await once(script, 'close')) as [number | null];
    return { code: code ?? 137, said: this.said() };
  }

  /** What the script says, up to now. */
  said(): string {
    return this.#runs === 0 ? '' : readFileSync(this.#saidFile(), 'utf8');
  }

  /** The step that the script named last, unless a stage has begun since. */
  step(): string | undefined {
    const lines = this.said().split(/\n|, to go on: /);
    const line = lines.findLast((one) => one.startsWith('Stage ') || /^\w+$/.test(one));
    return line?.startsWith('Stage ') ? undefined : line;
  }

  /** Ends the script, which learns nothing of it. */
  kill(): void {
    this.#script?.kill('SIGKILL');
  }

  /** What is at a path of Azure; `undefined` for nothing. */
  async look(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { status, body } = await this.#proxy.send('GET', `${encodeURI(path)}?api-version=2025-01-01`);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
    return JSON.parse(body) as Record<string, unknown>;
  }

  async act(path: string): Promise<void> {
    const { status, body } = await this.#proxy.send('POST', `${encodeURI(path)}?api-version=2025-01-01`);
    if (status >= 400) throw new Error(`${path}: ${status} ${body}`);
  }

  async close(): Promise<RigRun> {
    writeFileSync(join(this.#rig.folder, 'rig/close'), '\n');
    const run = await this.#done;
    await this.#proxy.close();
    return run;
  }

  #saidFile(): string {
    return join(this.#rig.folder, `said-${this.#runs}.txt`);
  }
}

/** That of the rig, with broken-off-az.sh before its az, and a folder for what killed scripts leave. */
function environment(rig: Rig): NodeJS.ProcessEnv {
  const pairs = readFileSync(join(rig.folder, 'rig/env'), 'utf8').split('\0').filter(Boolean);
  const env = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2)));
  const [bin, temporary] = [join(rig.folder, 'once'), join(rig.folder, 'temporary files')];
  for (const folder of [bin, temporary]) mkdirSync(folder);
  copyFileSync(join(import.meta.dirname, 'broken-off-az.sh'), join(bin, 'az'));
  chmodSync(join(bin, 'az'), 0o755);
  return { ...env, TMPDIR: temporary, OTHER_AZ: join(rig.folder, 'bin/az'), PATH: `${bin}:${env['PATH']}` };
}
