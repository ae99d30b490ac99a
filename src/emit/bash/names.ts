import { PlanBug } from '../../plan/plan.ts';
import type { Ref } from '../../plan/value.ts';
import { LIBRARY } from './library.ts';

/** Variables that bash, az or the shell around them read: no value of a plan may be stored there. */
const RESERVED =
  /^(?:PATH|HOME|IFS|PWD|OLDPWD|SHELL|USER|LOGNAME|UID|EUID|PPID|RANDOM|SECONDS|LINENO|BASH\w*|HOSTNAME|HOSTTYPE|OSTYPE|MACHTYPE|DIRSTACK|GROUPS|OPT(?:ARG|IND|ERR)|PS[0-4]|TERM|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|COLUMNS|LINES|REPLY|SHLVL|EDITOR|ENV|FUNCNAME|CDPATH|KUBECONFIG|LD_\w+|DYLD_\w+|PYTHON\w*|AZURE_\w+|HELM_\w+|HTTPS?_PROXY|NO_PROXY|SUBSCRIPTION|CLUSTER|STEPS|LEAST_AZ|WORK|SAMPLE)$/;

/** Variables of the shell library itself. */
const OF_LIBRARY = new Set([...LIBRARY.values()].flatMap((text) => text.match(/\b[A-Z][A-Z0-9_]{2,}(?==)/g) ?? []));

/** `natGatewayIp` -> `NAT_GATEWAY_IP` */
export const upper = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();

/** One bash variable for each thing of the plan, whatever it is called. */
export class Names {
  readonly #of = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** The full id of a resource. */
  id(symbol: string): string {
    return this.#name(`id ${symbol}`, `${upper(symbol)}_ID`);
  }

  /** A value of this cluster. */
  param(name: string): string {
    return this.#name(`param ${name}`, upper(name));
  }

  /** What only Azure knows of a resource. */
  runtime(ref: Ref): string {
    const path = ref.out.replace(/^properties\./, '');
    return this.#name(`runtime ${ref.symbol} ${ref.out}`, `${upper(ref.symbol)}_${upper(path)}`);
  }

  #name(key: string, wanted: string): string {
    const known = this.#of.get(key);
    if (known !== undefined) return known;
    if (!/^[A-Z][A-Z0-9_]*$/.test(wanted)) throw new PlanBug(`${JSON.stringify(key)} makes no bash variable`);
    let name = RESERVED.test(wanted) || OF_LIBRARY.has(wanted) ? `${wanted}_VALUE` : wanted;
    while (this.#taken.has(name)) name = `${name}_2`;
    this.#taken.add(name);
    this.#of.set(key, name);
    return name;
  }
}
