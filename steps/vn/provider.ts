import { conditional } from '../../src/core/decision.ts';
import { choice, guid, number } from '../../src/core/kind.ts';
import { ACI_STANDBY, VN2_NODES, VN2_REPO } from '../facts/dates.ts';
import { STANDBY } from '../facts/virtual-nodes.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

export const sandboxProvider = conditional({
  id: 'vn.provider',
  needs: [virtualNodes],
  question: 'Where do the container groups of pods come from?',
  explain:
    'On demand each pod waits until its container group is made. A standby pool keeps some running and empty, so that pods start at once: they cost money while they wait, and all have one size whatever a pod asks for. ' +
    'The pool needs another resource provider, a feature of the subscription and roles for the service that fills it. ' +
    'It cannot be combined with encryption by a key of yours.',
  kind: choice([
    { value: 'OnDemand', label: 'Made on demand', effect: 'Each pod gets a container group made for it.' },
    {
      value: 'StandbyPool',
      label: 'Taken from a standby pool',
      effect: 'Registers Microsoft.StandbyPool; gives its service three roles.',
      risk: 'a preview; idle groups cost money',
    },
  ]),
  when: (read) => read(virtualNodes),
  recommended: () => 'OnDemand',
  permanence: 'update',
  aliases: ['sandboxProviderType', 'standby pool'],
  sources: [VN2_NODES, ACI_STANDBY],
  unverified: 'Whether the feature of the preview is still needed, and which roles are enough on one group alone.',
  unverifiedWhen: (value) => value === 'StandbyPool',
});

export const standbyReady = conditional({
  id: 'vn.standbyReady',
  needs: [sandboxProvider],
  question: 'How many container groups does the standby pool keep ready?',
  explain:
    `The pool fills up again whenever one is taken; each has ${STANDBY.cpu} CPU and ${STANDBY.memoryGB} GB, paid for while it waits, and takes an address of the container subnet. ` +
    'The number counts when the chart is installed for the first time; a later change is not taken up.',
  kind: number(1, 1000, 'container groups'),
  when: (read) => read(sandboxProvider) === 'StandbyPool',
  recommended: () => STANDBY.ready,
  permanence: 'create-only',
  aliases: ['maxReadyCapacity'],
  sources: [VN2_NODES],
});

export const standbyPrincipal = conditional({
  id: 'vn.standbyPrincipal',
  needs: [sandboxProvider],
  question: 'Which service principal fills standby pools in your tenant?',
  explain:
    'Azure has one in each tenant that registered Microsoft.StandbyPool, called Standby Pool Resource Provider; its object id differs from tenant to tenant. ' +
    'az ad sp list --display-name "Standby Pool Resource Provider" --query "[].id" prints it. It gets its roles on the container groups’ group and on their subnet alone.',
  kind: guid('the service principal Standby Pool Resource Provider'),
  when: (read) => read(sandboxProvider) === 'StandbyPool',
  ask: 'always',
  permanence: 'update',
  sources: [ACI_STANDBY, VN2_REPO],
});
