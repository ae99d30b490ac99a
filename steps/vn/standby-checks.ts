import { feature } from '../../src/azure/queries/providers.ts';
import { check, pass, warn } from '../../src/checks/check.ts';
import { subscription } from '../base/subscription.ts';
import { ACI_STANDBY } from '../facts/dates.ts';
import { SUBSCRIPTION_FEATURES } from '../facts/providers.ts';
import { sandboxProvider } from './provider.ts';

const { namespace, name: flag } = SUBSCRIPTION_FEATURES.standbyPools;

const registered = check({
  id: 'CM-03',
  title: 'The feature of standby pools is registered in the subscription',
  level: 'should',
  reads: [subscription, sandboxProvider],
  targets: (read) =>
    read(sandboxProvider) === 'StandbyPool' ? [{ name: flag, subscription: read(subscription) }] : [],
  run: async ({ subscription: id }, look) => {
    const seen = await look(feature, { subscription: id, namespace, feature: flag });
    if (seen.is === 'found' && seen.value.state === 'Registered') return pass('registered');
    const register = `az feature register --namespace ${namespace} --name ${flag} --subscription ${id}`;
    return seen.is === 'absent'
      ? warn(
          'Azure knows no such feature: perhaps it is needed no more',
          'Go on; should the chart make no pool, let container groups be made on demand: vn.provider: OnDemand',
        )
      : warn(
          `it is ${seen.value.state}`,
          `${register}; then az provider register --namespace ${namespace} --subscription ${id}`,
        );
  },
  source: ACI_STANDBY,
  unverified: 'Whether the feature of the preview is still needed.',
});

export const checks = [registered];
