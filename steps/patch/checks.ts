import { expectFound } from '../../src/azure/port.ts';
import { kubernetesVersions } from '../../src/azure/queries/clusters.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { supportPlan } from '../avail/tier.ts';
import { location } from '../base/location.ts';
import { subscription } from '../base/subscription.ts';
import { learn } from '../facts/dates.ts';
import { kubernetesVersion } from './versions.ts';

const offered = check({
  id: 'PF-05',
  title: 'AKS offers the Kubernetes version in the region',
  level: 'must',
  reads: [subscription, location, kubernetesVersion, supportPlan],
  targets: (read) => [
    {
      name: `${read(location)} ${read(kubernetesVersion)}`,
      version: read(kubernetesVersion),
      plan: read(supportPlan),
      location: read(location),
      subscription: read(subscription),
    },
  ],
  run: async ({ version, plan, location: region, subscription: id }, look) => {
    const all = expectFound(
      await look(kubernetesVersions, { subscription: id, location: region }),
      'the list of versions',
    );
    const offer = all.find((one) => one.minor === version);
    const usable = all.filter((one) => !one.preview && one.supportPlans.includes(plan)).map((one) => one.minor);
    const fix = `Choose one of ${usable.join(', ')}: az aks get-versions --location ${region} --output table`;
    if (!offer) return fail(`${region} does not offer ${version}`, fix);
    if (!offer.supportPlans.includes(plan))
      return fail(`${version} is offered with ${offer.supportPlans.join(', ')} alone`, fix);
    return offer.preview
      ? warn(`${version} is a preview there`, fix)
      : pass(`${version}, patches ${offer.patches.join(', ')}`);
  },
  source: learn('supported-kubernetes-versions', 'Supported Kubernetes versions'),
});

export const checks = [offered];
