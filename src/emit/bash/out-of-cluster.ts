import type { Plan } from '../../plan/plan.ts';
import { INSIDE, insideScript } from './inside.ts';
import { quote } from './quote.ts';

/** What goes before the cluster goes, for cleanup.sh and for whoever removes it by hand. */
export const OUT_OF_CLUSTER = 'files/out-of-cluster.sh';

/** `files/out-of-cluster.sh` */
export function outOfClusterFile(plan: Plan): readonly [string, string] {
  const says = [
    'Removes the pods on virtual nodes and the charts, so that no container group stays behind when the cluster goes.',
    'Needs kubectl, helm and a way to the API server. Safe to run twice; ends with an error when it could not look.',
  ];
  const charts = plan.charts
    .toReversed()
    .map((chart) => `remove_chart ${quote(chart.release)} ${quote(chart.namespace)}`);
  return [
    OUT_OF_CLUSTER,
    insideScript(plan, says, [
      INSIDE.release,
      INSIDE.removeChart,
      INSIDE.emptyVirtualNodes,
      charts.join('\n'),
      'kubectl delete nodes --selector "$virtual" --ignore-not-found',
    ]),
  ];
}
