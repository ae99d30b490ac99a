import type { Plan } from '../../plan/plan.ts';
import { quote } from './quote.ts';

/** What goes before the cluster goes, for cleanup.sh and for whoever removes it by hand. */
export const OUT_OF_CLUSTER = 'files/out-of-cluster.sh';

/** Virtual nodes are known by this label, whatever their names. */
const VIRTUAL = 'virtualization=virtualnode2';

/** Plain sh, since it also runs in the pod of `az aks command invoke`. */
export function outOfClusterFile(plan: Plan): readonly [string, string] {
  const lines = [
    '#!/bin/sh',
    ...(plan.sample ? ['# SAMPLE: made from the sample subscription.'] : []),
    '# Removes the pods on virtual nodes and the charts, so that no container group stays behind when the cluster goes.',
    'set -eu',
    '',
    `kubectl get nodes --selector ${VIRTUAL} --output name | while IFS= read -r node; do`,
    '  kubectl cordon "$node"',
    '  kubectl delete pods --all-namespaces --field-selector "spec.nodeName=${node#node/}" --wait --timeout 10m',
    'done',
    ...plan.charts
      .toReversed()
      .flatMap((chart) => [
        '',
        `if [ -n "$(helm list --namespace ${quote(chart.namespace)} --filter ${quote(`^${chart.release}$`)} --all --short)" ]; then`,
        `  helm uninstall ${quote(chart.release)} --namespace ${quote(chart.namespace)} --wait --timeout 10m`,
        'fi',
      ]),
    '',
    `kubectl delete nodes --selector ${VIRTUAL} --ignore-not-found`,
    '',
  ];
  return [OUT_OF_CLUSTER, lines.join('\n')];
}
