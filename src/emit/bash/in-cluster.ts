import { goesInside } from '../../plan/parts.ts';
import type { Chart, Plan } from '../../plan/plan.ts';
import { findResource, PlanBug } from '../../plan/plan.ts';
import { isBody, isMarker, nameOf, type Ref, type Value } from '../../plan/value.ts';
import { LONG_AGO } from '../az/row.ts';
import { INSIDE, insideScript } from './inside.ts';
import { upper } from './names.ts';
import { inDoubleQuotes, quote } from './quote.ts';
import { becauseLines, readLine, type StepText } from './step.ts';
import { runtimeIn, type Words } from './values.ts';

/** What ARM cannot do in the cluster, for the script and for whoever deployed the Bicep. */
export const IN_CLUSTER = 'files/in-cluster.sh';

const CLUSTER_TYPE = 'Microsoft.ContainerService/managedClusters';
const DELIVERY = {
  here: 'in_cluster_here',
  jumpbox: 'in_cluster_from_jumpbox',
  'run-command': 'in_cluster_by_command',
} as const;

/** The step that brings manifests and charts into the cluster, or `undefined` where there are none. */
export function inClusterStep(
  words: Words,
  plan: Plan,
): { readonly because: readonly string[]; readonly text: StepText } | undefined {
  const cluster = plan.resources.find((one) => one.type === CLUSTER_TYPE);
  if (!cluster || !goesInside(plan) || cluster.scope.in !== 'group') return undefined;
  const group = findResource(plan, cluster.scope.group);
  const refs = runtimeIn(plan.charts.map((chart) => chart.values));
  const sets = refs.map((ref) => ` ${environmentName(ref)}="$${words.names.runtime(ref)}"`);
  const values: Value[] = [nameOf(group), nameOf(cluster), ...refs];
  return {
    because: [...new Set([...plan.objects, ...plan.charts].flatMap((one) => one.because))].toSorted(),
    text: {
      lines: [
        ...refs.map((ref) => readLine(words, ref)),
        `${DELIVERY[plan.delivery]} ${words.word(nameOf(group))} ${words.word(nameOf(cluster))}${sets.join('')}`,
      ],
      values,
      file: undefined,
      since: [LONG_AGO],
    },
  };
}

const environmentName = (ref: Ref): string => upper(`${ref.symbol}.${ref.out}`);

/** `files/in-cluster.sh`, for setup.sh and for whoever goes into the cluster by hand. */
export function inClusterFile(plan: Plan): readonly [string, string] {
  const refs = runtimeIn(plan.charts.map((chart) => chart.values));
  const says = [
    'Applies the manifests and installs the charts. Needs kubectl, helm where there are charts, and a way to the API server.',
    'Safe to run twice: manifests are applied; a chart that is installed is left as it is, one left half made is finished.',
  ];
  const charts = plan.charts.map((chart) => chartLines(chart).join('\n'));
  return [
    IN_CLUSTER,
    insideScript(plan, says, [
      refs.map((ref) => `: "\${${environmentName(ref)}:?is needed: ${ref.symbol}.${ref.out}}"`).join('\n'),
      HERE,
      ...(plan.objects.length > 0 ? [INSIDE.applyManifests] : []),
      ...(plan.charts.length > 0 ? [INSIDE.release, INSIDE.compareValues, INSIDE.installChart, ...charts] : []),
    ]),
  ];
}

/** In the pod of `az aks command invoke` all files lie in one folder; in the output they do not. */
const HERE = `here=$(cd "$(dirname "$0")" && pwd)
if [ -d "$here/../kubernetes" ] || [ -d "$here/../charts" ]; then here=$here/..; fi`;

function chartLines(chart: Chart): readonly string[] {
  const words = [
    ...[chart.release, chart.namespace, chart.chart, chart.repository, chart.version],
    `${chart.release}.values.yaml`,
  ];
  const sets = setsOf(chart.values, '').map(
    ({ path, value }) => ` \\\n  --set-string ${quote(path)}="${environmentText(value)}"`,
  );
  return [...becauseLines(chart.because), `install_chart ${words.map(quote).join(' ')}${sets.join('')}`];
}

/** Values that hold what only Azure knows, with their paths as helm reads them. */
function setsOf(value: Value, path: string): readonly { readonly path: string; readonly value: Value }[] {
  if (isBody(value))
    return Object.entries(value).flatMap(([key, one]) => {
      const here = key.replace(/[\\.,=[\]{}]/g, '\\$&');
      return setsOf(one, path === '' ? here : `${path}.${here}`);
    });
  return runtimeIn([value]).length > 0 ? [{ path, value }] : [];
}

/** The inside of a word in double quotes: what only Azure knows comes from the environment. */
function environmentText(value: Value): string {
  if (isMarker(value) && value.$ === 'ref') return `$${environmentName(value)}`;
  if (isMarker(value) && value.$ === 'join') return value.parts.map(environmentText).join('');
  if (typeof value === 'string') return inDoubleQuotes(value);
  throw new PlanBug('a chart takes what only Azure knows as a text, alone or in one');
}
