import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainOf } from '../../src/plan/ids.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { ROLES } from '../../steps/facts/roles.ts';
import { RIG, RIG_SUBSCRIPTION } from './az-rig.ts';

interface Existing {
  readonly id: string;
  readonly api: string;
  readonly body: object;
}

const EMPTY = { location: 'westeurope', properties: {} };

/** What the profile says is there: groups, then what others are in, then those. */
function resourcesBefore(plan: Plan): readonly Existing[] {
  const ids = plan.resources.flatMap((one) => (one.existing === undefined ? [] : [{ id: one.existing, api: one.api }]));
  const networks = ids.map(({ id, api }) => ({ id: id.replace(/\/subnets\/[^/]+$/, ''), api }));
  const groups = ids.flatMap(({ id }) => /^.*\/resourceGroups\/[^/]+/i.exec(id)?.[0] ?? []);
  const all = new Map(
    [...networks, ...ids, ...groups.map((id) => ({ id, api: '2025-04-01' }))].map((one) => [one.id, one]),
  );
  return [...all.values()].toSorted((a, b) => a.id.length - b.id.length).map((one) => ({ ...one, body: EMPTY }));
}

/**
 * Built-in roles and service principals that the plan names. The rig's fake has 19 roles and the principals of identities;
 * others come to it as resources.
 */
function directoryBefore(plan: Plan): readonly Existing[] {
  const known = readFileSync(join(RIG, 'fake-arm/roles.mjs'), 'utf8');
  const text = plan.resources.map((one) => JSON.stringify(plainOf(plan, one.body))).join('\n');
  const place = `/subscriptions/${RIG_SUBSCRIPTION}/providers`;
  const roles = Object.values(ROLES).filter(({ guid }) => text.includes(guid) && !known.includes(guid));
  const principals = text.matchAll(/"principalId":"([0-9a-f-]{36})","principalType":"ServicePrincipal"/g);
  return [
    ...roles.map(({ guid, name }) => ({
      id: `${place}/Microsoft.Authorization/roleDefinitions/${guid}`,
      api: '2022-04-01',
      body: { properties: { roleName: name, assignableScopes: ['/'], permissions: [] } },
    })),
    ...[...new Set([...principals].map(([, id]) => id))].map((principalId) => ({
      id: `${place}/Microsoft.Resources/servicePrincipals/${principalId}`,
      api: '2025-04-01',
      body: { properties: { principalId } },
    })),
  ];
}

/** What is there before the scripts run. */
export const idsBefore = (plan: Plan): readonly string[] =>
  [...resourcesBefore(plan), ...directoryBefore(plan)].map((one) => one.id);

/** Makes that. */
export function makeExisting(plan: Plan): readonly string[] {
  const all = [...resourcesBefore(plan), ...directoryBefore(plan)];
  const namespaces = new Set(all.flatMap(({ id }) => /providers\/([^/]+)/.exec(id)?.[1] ?? []));
  return [
    ...[...namespaces].map((one) => `az provider register --namespace ${one} --wait --output none`),
    ...plan.features.map(
      ({ namespace, name }) => `az feature register --namespace ${namespace} --name ${name} --output none`,
    ),
    ...all.map(
      ({ id, api, body }) =>
        `az rest --method put --url '${id}?api-version=${api}' --body '${JSON.stringify(body)}' --output none`,
    ),
  ];
}

/** `mark` remembers how many requests there were to Azure, and to the cluster. */
export const MARK = `mark() {
  wc -l <"$RIG/requests.jsonl" >>"$RIG/marks"
  [ ! -d "$RIG/kube" ] || wc -l <"$RIG/kube/kube-requests.jsonl" >>"$RIG/cluster-marks"
}`;

/** `turn` remembers whose script of which folder sends what comes next. */
const TURN = `turn() { # FOLDER SCRIPT
  printf '%s\\t%s\\t%s\\n' "$(wc -l <"$RIG/requests.jsonl")" "$1" "$2" >>"$RIG/turns"
}`;

const GO_ON = `go_on() { # FOLDER: its setup.sh, from the step that its last run named
  local step='' code=0
  [ ! -e "$1/done" ] || return 0
  [ ! -e "$1/step" ] || step=$(cat "$1/step")
  turn "$1" setup.sh
  bash "$1/setup.sh" \${step:+--from "$step"} 2>"$RIG/said" || code=$?
  cat "$RIG/said" >&2
  sed -n 's/^  bash .* --from //p' "$RIG/said" >"$1/step"
  [ "$code" != 0 ] || : >"$1/done"
  return "$code"
}`;

const isFromJumpbox = (plan: Plan): boolean =>
  plan.delivery === 'jumpbox' && plan.objects.length + plan.charts.length > 0;

/** Each owner's setup.sh, again and again while they wait for each other, until all end well; then what is left to the jump box. */
export const setups = (plan: Plan, folders: readonly string[]): readonly string[] => [
  TURN,
  GO_ON,
  'for round in 1 2 3 4 5 6 7 8; do',
  '  waits=',
  ...folders.map((folder) => `  go_on ${folder} || waits=yes`),
  '  [ -n "$waits" ] || break',
  'done',
  '[ -z "$waits" ]',
  ...(isFromJumpbox(plan) ? ['turn . setup.sh', 'bash setup.sh --stage 7 --inside'] : []),
  "turn '' ''",
];

/** Stands before what each script of the second run says. */
export const SECOND_RUN = '===== once more =====';

export const setupsAgain = (plan: Plan, folders: readonly string[]): readonly string[] => [
  TURN,
  'again() {',
  `  echo '${SECOND_RUN}' >&2`,
  '  turn "$(dirname "$1")" setup.sh',
  '  bash "$@" >>"$RIG/second-run.txt"',
  '}',
  ...folders.map((folder) => `again ${folder}/setup.sh`),
  ...(isFromJumpbox(plan) ? ['again setup.sh --stage 7 --inside'] : []),
  "turn '' ''",
];

/** Each owner's cleanup.sh; what one leaves because another's still uses it goes in the next round. */
export const cleanups = (plan: Plan, folders: readonly string[]): readonly string[] => [
  TURN,
  'clean() { # FOLDER',
  '  [ -f "$1/cleanup.sh" ] || return 0',
  '  turn "$1" cleanup.sh',
  '  local code=0',
  `  bash "$1/cleanup.sh" --inside --confirm '${plan.clusterName}' 2>"$RIG/said" || code=$?`,
  '  cat "$RIG/said" >&2',
  '  ! grep -q "^Left as it is:" "$RIG/said" || left=yes',
  '  return "$code"',
  '}',
  'for round in 1 2 3 4; do',
  '  left=',
  ...folders.map((folder) => `  clean ${folder}`),
  '  [ -n "$left" ] || break',
  'done',
];

const VIRTUAL_NODE = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'virtual-node', labels: { virtualization: 'virtualnode2' } } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'on-virtual-node', namespace: 'default' },
    spec: {
      nodeName: 'virtual-node',
      containers: [{ name: 'app', image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest' }],
    },
  },
]
  .map((one) => `---\n${JSON.stringify(one)}\n`)
  .join('');

/** What the chart would have brought: a virtual node, with a pod on it. */
export const onVirtualNode = (): readonly string[] => [
  `printf '%s' '${VIRTUAL_NODE}' | KUBECONFIG="$RIG/kube/kubeconfig" kubectl apply --filename - >&2`,
  'mark',
];

/** The manifests' objects as the cluster has them, in `NAME.json`. */
export const snapshot = (name: string): readonly string[] => [
  'files=()',
  'for file in kubernetes/*.yaml; do case $file in */kustomization.yaml) ;; *) files+=(--filename "$file") ;; esac; done',
  `KUBECONFIG="$RIG/kube/kubeconfig" kubectl get "\${files[@]}" --output json >"$RIG/${name}.json"`,
];
