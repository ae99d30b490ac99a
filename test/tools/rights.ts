import { covers, reaches } from '../../src/azure/evaluators/rbac.ts';
import { type Purpose, rightsFor } from '../../src/emit/rights/index.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Sent } from './az-rig.ts';

/** What one script of one owner sent in one run. */
export interface Turn {
  readonly owner: string | undefined;
  readonly script: 'setup.sh' | 'cleanup.sh';
  readonly requests: readonly Sent[];
}

/** What each script sent, from where `turn` was called; `owners` by the folder of their scripts. */
export function turnsIn(
  turns: string,
  requests: readonly Sent[],
  owners: ReadonlyMap<string, string | undefined>,
): readonly Turn[] {
  const starts = turns.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]));
  return starts.flatMap(([from, folder = '', script], i) =>
    script === 'setup.sh' || script === 'cleanup.sh'
      ? [
          {
            owner: owners.get(folder),
            script,
            requests: requests.slice(Number(from), Number(starts[i + 1]?.[0] ?? requests.length)),
          },
        ]
      : [],
  );
}

const OF_SETUP: readonly Purpose[] = ['make', 'follow'];
const OF_CLEANUP: readonly Purpose[] = ['make', 'follow', 'remove'];

/** What Azure Resource Manager asks for a request, or `undefined` for one that is not to it. */
export function actionOf({ method, path }: Pick<Sent, 'method' | 'path'>): string | undefined {
  const [, root, ...rest] = path.split('/');
  if (root?.toLowerCase() !== 'subscriptions') return undefined;
  // a feature stands under the provider that it belongs to
  if (/\/providers\/Microsoft\.Features\/providers\//i.test(path))
    return `Microsoft.Features/providers/features/${verbOf(method)}`;
  const at = path.toLowerCase().lastIndexOf('/providers/');
  if (at < 0) return ['Microsoft.Resources/subscriptions', ...rest.slice(1, 2), verbOf(method)].join('/');
  const [namespace = '', ...segments] = path.slice(at + '/providers/'.length).split('/');
  if (segments.length === 0) return `Microsoft.Resources/subscriptions/providers/${verbOf(method)}`;
  if (method !== 'POST') return `${namespace}/${typesOf(segments)}/${verbOf(method)}`;
  return `${[namespace, typesOf(segments.slice(0, -1)), segments.at(-1)].filter(Boolean).join('/')}/action`;
}

const typesOf = (segments: readonly string[]): string => segments.filter((_, i) => i % 2 === 0).join('/');

function verbOf(method: string): string {
  if (method === 'GET' || method === 'HEAD') return 'read';
  return method === 'DELETE' ? 'delete' : 'write';
}

/** What az sent and no right of the owner covers, as `setup.sh of the operator: ACTION at PATH`. */
export function rightsMissing(plan: Plan, turns: readonly Turn[]): readonly string[] {
  const missing = turns.flatMap(({ owner, script, requests }) => {
    const rights = rightsFor(plan, owner, script === 'setup.sh' ? OF_SETUP : OF_CLEANUP);
    return requests.flatMap((request) => {
      const action = actionOf(request);
      if (action === undefined) return [];
      const covered = rights.some(
        ({ scope, actions }) => reaches(scope, request.path) && actions.some((pattern) => covers(pattern, action)),
      );
      return covered ? [] : [`${script} of ${owner ?? 'the operator'}: ${action} at ${request.path}`];
    });
  });
  return [...new Set(missing)];
}

/** Rights that show in no request: ARM asks for them itself, or the rig's world does not call for them. */
const UNSEEN = [
  /\/(?:join|assign|peer)\/action$/,
  // it may be registered before
  /\/register\/action$/,
  // only of a template that failed
  /\/imageTemplates\/delete$/,
];

/** What an owner is to be given, to make and to remove, and nothing that az sent asked for. */
export function rightsUnused(plan: Plan, turns: readonly Turn[]): readonly string[] {
  const owners = new Set(turns.map((turn) => turn.owner));
  return [...owners].flatMap((owner) => {
    const used = turns.filter((turn) => turn.owner === owner).flatMap(usesOf);
    return rightsFor(plan, owner, ['make', 'remove']).flatMap(({ scope, actions }) =>
      actions
        .filter((action) => !UNSEEN.some((pattern) => pattern.test(action)))
        .filter((action) => !used.some((one) => reaches(scope, one.path) && covers(one.action, action)))
        .map((action) => `${owner ?? 'the operator'}: ${action} at ${scope}`),
    );
  });
}

/** What requests ask for. What cleanup.sh looks for and finds gone, since it went with something else, it would have removed. */
function usesOf({ script, requests }: Turn): readonly { readonly action: string; readonly path: string }[] {
  return requests.flatMap(({ method, path, status }) => {
    const isGone = script === 'cleanup.sh' && method === 'GET' && status === 404;
    return [method, ...(isGone ? ['DELETE'] : [])].flatMap((one) => {
      const action = actionOf({ method: one, path });
      return action === undefined ? [] : [{ action, path }];
    });
  });
}
