import { plainOf } from '../../plan/ids.ts';
import { type Chart, isRuntime, type Plan } from '../../plan/plan.ts';
import { type Body, isBody, isMarker, type Value, walk } from '../../plan/value.ts';
import type { Emission, Files, Format } from '../emission.ts';
import { comment, decisionsOf, sampleLines } from '../words.ts';
import { printYaml } from '../yaml.ts';

export const charts: Format = {
  id: 'charts',
  says: 'values for the charts, each pinned to a version',
  emit: (emission) => valuesFiles(emission),
};

const valuesFiles = ({ plan }: Emission): Files =>
  new Map(plan.charts.map((chart) => [`charts/${chart.release}.values.yaml`, valuesText(plan, chart)] as const));

function valuesText(plan: Plan, chart: Chart): string {
  const { known, chosen } = split(chart.values, '');
  const head = [
    ...sampleLines(plan),
    `helm upgrade --install ${chart.release} ${chart.chart} --repo ${chart.repository} --version ${chart.version}`,
    `  --namespace ${chart.namespace} --values ${chart.release}.values.yaml`,
    ...(chosen.length === 0
      ? []
      : ['Azure chooses these when it makes the resource; setup.sh reads them and hands them over with --set-string:']),
    ...chosen.map(({ path, value }) => `  ${path}=${String(plainOf(plan, value))}`),
    ...decisionsOf(chart.because),
  ];
  return `${comment('#', head).join('\n')}\n${printYaml(plainOf(plan, known))}`;
}

interface Chosen {
  readonly path: string;
  readonly value: Value;
}

/** Divides values into those that are known now and those that only Azure knows. */
function split(body: Body, at: string): { readonly known: Body; readonly chosen: readonly Chosen[] } {
  const known: Record<string, Value> = {};
  const chosen: Chosen[] = [];
  for (const [key, value] of Object.entries(body)) {
    const path = at === '' ? helmKey(key) : `${at}.${helmKey(key)}`;
    if (isBody(value) && Object.keys(value).length > 0) {
      const inner = split(value, path);
      if (Object.keys(inner.known).length > 0) known[key] = inner.known;
      chosen.push(...inner.chosen);
    } else if (hasRuntime(value)) chosen.push({ path, value });
    else known[key] = value;
  }
  return { known, chosen };
}

/** Helm takes a dot for a step down unless it is escaped. */
const helmKey = (key: string): string => key.replace(/[\\.,=[\]]/g, '\\$&');

function hasRuntime(value: Value): boolean {
  let found = false;
  walk(value, (one) => {
    found ||= isMarker(one) && one.$ === 'ref' && isRuntime(one);
  });
  return found;
}
