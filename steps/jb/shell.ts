/** A Shell step of an image template. The service runs it with `sh -e` as a user who may use sudo. */
export interface ShellStep {
  readonly type: 'Shell';
  readonly name: string;
  readonly inline: readonly string[];
}

export const step = (name: string, lines: readonly string[]): ShellStep => ({
  type: 'Shell',
  name,
  inline: ['set -e', ...lines],
});

/** A word for a POSIX shell, quoted whatever it holds. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** apt without questions: waits for its lock, keeps changed configuration files, restarts nothing. */
export const APT_GET =
  'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes';

/** curl that fails on any HTTP error, over HTTPS alone, and tries again where the network does not answer. */
export const CURL =
  "curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 5 --retry-connrefused";

/** A file of root, readable by all, with these lines. */
export const writeFile = (path: string, lines: readonly string[]): string =>
  `printf '%s\\n' ${lines.map(quoted).join(' ')} | sudo tee ${quoted(path)} >/dev/null`;
