import { text as anew } from './library/anew.sh';
import { text as cleanupEnd } from './library/cleanup-end.sh';
import { text as cleanupOptions } from './library/cleanup-options.sh';
import { text as compare } from './library/compare.sh';
import { text as ensure } from './library/ensure.sh';
import { text as guid } from './library/guid.sh';
import { text as image } from './library/image.sh';
import { text as inCluster } from './library/in-cluster.sh';
import { text as inClusterCommand } from './library/in-cluster-command.sh';
import { text as inClusterJumpbox } from './library/in-cluster-jumpbox.sh';
import { text as inside } from './library/inside.sh';
import { text as invoke } from './library/invoke.sh';
import { text as journal } from './library/journal.sh';
import { text as json } from './library/json.sh';
import { text as look } from './library/look.sh';
import { text as needs } from './library/needs.sh';
import { text as needsFeature } from './library/needs-feature.sh';
import { text as needsProvider } from './library/needs-provider.sh';
import { text as needsRole } from './library/needs-role.sh';
import { text as options } from './library/options.sh';
import { text as outOfCluster } from './library/out-of-cluster.sh';
import { text as providers } from './library/providers.sh';
import { text as remove } from './library/remove.sh';
import { text as removeAssignment } from './library/remove-assignment.sh';
import { text as removeHolder } from './library/remove-holder.sh';
import { text as removeImage } from './library/remove-image.sh';
import { text as removeInside } from './library/remove-inside.sh';
import { text as removeZone } from './library/remove-zone.sh';
import { text as roles } from './library/roles.sh';
import { text as run } from './library/run.sh';
import { text as runtime } from './library/runtime.sh';
import { text as say } from './library/say.sh';
import { text as setupEnd } from './library/setup-end.sh';
import { text as setupOptions } from './library/setup-options.sh';
import { text as start } from './library/start.sh';
import { text as steps } from './library/steps.sh';
import { text as values } from './library/values.sh';

/** The fragments of the shell library in the order in which a script holds them. */
export const LIBRARY: ReadonlyMap<string, string> = new Map([
  ['say', say],
  ['options', options],
  ['setup-options', setupOptions],
  ['cleanup-options', cleanupOptions],
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
  ['needs-feature', needsFeature],
  ['image', image],
  ['inside', inside],
  ['in-cluster', inCluster],
  ['in-cluster-jumpbox', inClusterJumpbox],
  ['in-cluster-command', inClusterCommand],
  ['out-of-cluster', outOfCluster],
  ['invoke', invoke],
  ['remove', remove],
  ['remove-holder', removeHolder],
  ['remove-inside', removeInside],
  ['remove-assignment', removeAssignment],
  ['remove-zone', removeZone],
  ['remove-image', removeImage],
  ['steps', steps],
  ['start', start],
  ['setup-end', setupEnd],
  ['cleanup-end', cleanupEnd],
]);

/** What a script is asked to hold by its kind, and never because of a name. */
const BY_KIND = new Set(['setup-options', 'cleanup-options', 'setup-end', 'cleanup-end']);

const FUNCTION = /^(\w+)\(\) \{/gm;

/** A word where bash reads the name of a command. */
const COMMAND = /(?:^|\$\(|&&|[|!{();]|\b(?:if|elif|while|then|else|do) )\s*([a-z]\w+)/gm;

/** Where each function of the library is. */
const HOME: ReadonlyMap<string, string> = new Map(
  [...LIBRARY]
    .filter(([name]) => !BY_KIND.has(name))
    .flatMap(([name, text]) => [...text.matchAll(FUNCTION)].map((found): [string, string] => [found[1] ?? '', name])),
);

/** The fragments that a script needs: those of its kind, and those whose functions it, or what it needs, calls. */
export function libraryFor(script: string, kind: readonly string[]): string {
  const needed = new Set(kind);
  const left = [script, ...kind.map((name) => LIBRARY.get(name) ?? '')];
  for (let text = left.pop(); text !== undefined; text = left.pop()) {
    for (const [, word] of text.replace(/(?:^|\s)#.*$/gm, '').matchAll(COMMAND)) {
      const home = HOME.get(word ?? '');
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
