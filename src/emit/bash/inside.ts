import type { Plan } from '../../plan/plan.ts';
import { text as applyManifests } from './inside/apply-manifests.sh';
import { text as compareValues } from './inside/compare-values.sh';
import { text as emptyVirtualNodes } from './inside/empty-virtual-nodes.sh';
import { text as installChart } from './inside/install-chart.sh';
import { text as need } from './inside/need.sh';
import { text as release } from './inside/release.sh';
import { text as removeChart } from './inside/remove-chart.sh';

/** What the scripts that go into the cluster are made of: POSIX sh, since they also run in the pod of `az aks command invoke`. */
export const INSIDE = { applyManifests, compareValues, emptyVirtualNodes, installChart, release, removeChart } as const;

const HELM = "need helm 'https://helm.sh/docs/intro/install says how to install it.'";

/** A script for the cluster; it says by itself which tool is missing, since it is also run on its own. */
export function insideScript(plan: Plan, says: readonly string[], parts: readonly string[]): string {
  const tools = ["need kubectl 'az aks install-cli installs it.'", ...(plan.charts.length > 0 ? [HELM] : [])];
  const head = [
    '#!/bin/sh',
    ...(plan.sample ? ['# SAMPLE: made from the sample subscription.'] : []),
    ...says.map((line) => `# ${line}`),
    'set -eu',
  ];
  return `${[head.join('\n'), need, tools.join('\n'), ...parts]
    .map((part) => part.replace(/^# shellcheck shell=sh\n/, '').trim())
    .filter(Boolean)
    .join('\n\n')}\n`;
}
