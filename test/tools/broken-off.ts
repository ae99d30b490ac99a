import { isWrite } from './az-rig.ts';
import type { ArmAnswer, ArmRequest, Intercept } from './broken-off-proxy.ts';
import type { OpenRig } from './broken-off-rig.ts';

/** A way in which a step goes wrong. */
export interface Fault {
  readonly name: string;
  /** The request of the step that it happens to. */
  readonly on: 'look' | 'write' | 'any';
  /** Azure did what was asked: only the script does not know. */
  readonly taken: boolean;
  readonly ends: 'killed' | 'cut' | ArmAnswer;
  /** az or the script asks again by itself, and the second time it works. */
  readonly passes?: true;
  /** How far the resource is when one looks at it later. */
  readonly shows?: Showing;
}

export interface Showing {
  readonly state: 'Creating' | 'Running' | 'Failed' | 'Deleting';
  /** At how many looks; what failed stays so until something is written. */
  readonly looks: number;
}

interface Shown {
  readonly body: unknown;
  readonly since: ArmRequest;
  left: number;
}

const jsonAnswer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ArmAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** As Azure Resource Manager says that it does not do something. */
export const refusal = (status: number, code: string, headers?: Readonly<Record<string, string>>): ArmAnswer =>
  jsonAnswer(status, { error: { code, message: `${code}, says the test` } }, headers);

const RUN = /\/run$/i;
const SIGN_IN = /^\/adfs\//i;

/** Lets the steps of a script go wrong, each by its own faults, one after the other. */
export class Breaker {
  /** What went wrong so far. */
  readonly broken: { readonly step: string; readonly fault: Fault }[] = [];
  /** The writes that Azure took. */
  readonly taken: ArmRequest[] = [];
  #rig: OpenRig | undefined;
  #left: ReadonlyMap<string, Fault[]> = new Map();
  #stuck: { readonly request: ArmRequest; readonly fault: Fault } | undefined;
  readonly #shown = new Map<string, Shown>();

  /** What goes wrong from now on, by step. */
  plan(rig: OpenRig, faults: ReadonlyMap<string, readonly Fault[]>): void {
    this.#rig = rig;
    this.#left = new Map([...faults].map(([step, all]) => [step, [...all]]));
  }

  /** What has not gone wrong, since there was no such request. */
  left(): readonly string[] {
    return [...this.#left].flatMap(([step, faults]) => faults.map((fault) => `${step}: ${fault.name}`));
  }

  readonly intercept: Intercept = async (request, handOn) => {
    const repeated = this.#isRepeated(request);
    const fault = repeated ? this.#stuck?.fault : this.#next(request);
    if (!fault) return this.#take(request, handOn);
    this.#stuck = fault.passes ? undefined : { request, fault };
    const answer = fault.taken && !repeated ? await this.#take(request, handOn) : undefined;
    if (fault.shows) await this.#show(request, fault.shows);
    if (fault.ends === 'cut') return undefined;
    if (fault.ends !== 'killed') return fault.ends;
    this.#rig?.kill();
    return answer ?? refusal(400, 'NobodyListens');
  };

  /** az asks once more, in the same command. */
  #isRepeated({ method, path, command }: ArmRequest): boolean {
    const last = this.#stuck?.request;
    return last !== undefined && last.command === command && last.method === method && last.path === path;
  }

  #next(request: ArmRequest): Fault | undefined {
    const step = this.#rig?.step();
    if (step === undefined || SIGN_IN.test(request.path)) return undefined;
    const faults = this.#left.get(step);
    const kind = isWrite({ ...request, seq: 0, status: 0 }) ? 'write' : 'look';
    if (faults?.[0]?.on !== 'any' && faults?.[0]?.on !== kind) return undefined;
    const fault = faults.shift();
    if (fault) this.broken.push({ step, fault });
    return fault;
  }

  async #take(request: ArmRequest, handOn: () => Promise<ArmAnswer>): Promise<ArmAnswer> {
    const path = request.path.toLowerCase();
    const shown = this.#shown.get(path);
    if (request.method === 'GET' && shown && shown.since.command !== request.command) {
      shown.left -= 1;
      if (shown.left === 0) this.#shown.delete(path);
      return jsonAnswer(200, shown.body);
    }
    const answer = await handOn();
    if (request.method !== 'GET' && answer.status < 400) {
      this.#shown.delete(path);
      this.taken.push(request);
    }
    return answer;
  }

  async #show(request: ArmRequest, { state, looks }: Showing): Promise<void> {
    const path = request.path.replace(RUN, '');
    const body = (await this.#rig?.look(path)) ?? { id: path };
    const how = RUN.test(request.path)
      ? { lastRunStatus: { runState: state, startTime: '2026-01-01T00:00:00Z' } }
      : { provisioningState: state };
    const properties = { ...(body['properties'] as object | undefined), ...how };
    this.#shown.set(path.toLowerCase(), { body: { ...body, properties }, since: request, left: looks });
  }
}

/** One run of a script. */
export interface Round {
  readonly code: number;
  /** The step that the script named last. */
  readonly step: string | undefined;
  /** What it says one types to go on. */
  readonly command: string | undefined;
  readonly said: string;
  readonly faults: readonly Fault[];
}

const MOST_ROUNDS = 200;

/**
 * Runs a script, and when it is broken off what it says one types; after a kill, from the step that it named last.
 * @param whole after a kill, the script as at first
 */
export async function goOnToTheEnd(
  rig: OpenRig,
  breaker: Breaker,
  script: string,
  whole = false,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let line: string = script; ; ) {
    const known = breaker.broken.length;
    const { code, said } = await rig.run(line);
    const command = /^ {2}(bash .* --from \S+)$/m.exec(said)?.[1];
    const round = {
      code,
      said,
      command,
      step: rig.step(),
      faults: breaker.broken.slice(known).map((one) => one.fault),
    };
    rounds.push(round);
    if (code === 0) return rounds;
    if (round.faults.length === 0 || rounds.length > MOST_ROUNDS)
      throw new Error(`${line} ended with ${code} for a reason that is no fault of the test's:\n${said.slice(-3000)}`);
    line = command ?? (whole ? script : `${script} --from ${round.step}`);
  }
}
