import anew from './library/anew.sh';
import compare from './library/compare.sh';
import end from './library/end.sh';
import ensure from './library/ensure.sh';
import guid from './library/guid.sh';
import image from './library/image.sh';
import inCluster from './library/in-cluster.sh';
import inClusterCommand from './library/in-cluster-command.sh';
import inClusterJumpbox from './library/in-cluster-jumpbox.sh';
import journal from './library/journal.sh';
import json from './library/json.sh';
import look from './library/look.sh';
import needs from './library/needs.sh';
import needsProvider from './library/needs-provider.sh';
import needsRole from './library/needs-role.sh';
import options from './library/options.sh';
import providers from './library/providers.sh';
import roles from './library/roles.sh';
import run from './library/run.sh';
import runtime from './library/runtime.sh';
import say from './library/say.sh';
import start from './library/start.sh';
import steps from './library/steps.sh';
import values from './library/values.sh';

/** The fragments of the shell library in the order in which a script holds them. */
export const LIBRARY: ReadonlyMap<string, string> = new Map([
  ['say', say],
  ['options', options],
  ['values', values],
  ['guid', guid],
  ['json', json],
  ['run', run],
  ['journal', journal],
  ['look', look],
  ['runtime', runtime],
  ['ensure', ensure],
  ['anew', anew],
  ['compare', compare],
  ['roles', roles],
  ['providers', providers],
  ['needs', needs],
  ['needs-role', needsRole],
  ['needs-provider', needsProvider],
  ['image', image],
  ['in-cluster', inCluster],
  ['in-cluster-jumpbox', inClusterJumpbox],
  ['in-cluster-command', inClusterCommand],
  ['steps', steps],
  ['start', start],
  ['end', end],
]);

const FUNCTION = /^(\w+)\(\) \{/gm;

const functionsOf = (text: string): readonly string[] => [...text.matchAll(FUNCTION)].map((found) => found[1] ?? '');

/** Where each function of the library is. */
const HOME: ReadonlyMap<string, string> = new Map(
  [...LIBRARY].flatMap(([name, text]) => functionsOf(text).map((one): [string, string] => [one, name])),
);

/** The fragments that a script needs: those whose functions it, or what it needs, calls. */
export function libraryFor(script: string, always: readonly string[]): string {
  const needed = new Set(always);
  const left = [script, ...always.map((name) => LIBRARY.get(name) ?? '')];
  for (let text = left.pop(); text !== undefined; text = left.pop()) {
    for (const word of new Set(text.match(/\b[a-z][a-z0-9_]+\b/g))) {
      const home = HOME.get(word);
      if (home === undefined || needed.has(home)) continue;
      needed.add(home);
      left.push(LIBRARY.get(home) ?? '');
    }
  }
  return [...LIBRARY]
    .filter(([name]) => needed.has(name))
    .map(([, text]) => text.replace(/^# shellcheck shell=bash\n/, '').trim())
    .join('\n\n');
}
