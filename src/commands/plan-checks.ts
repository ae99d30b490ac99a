import { clusterName } from '../../steps/base/names.ts';
import { subscription } from '../../steps/base/subscription.ts';
import { AIB_TEMPLATE, learnElsewhere } from '../../steps/facts/dates.ts';
import { checks as stepChecks } from '../../steps/index.ts';
import { parseId } from '../azure/ids.ts';
import { expectFound } from '../azure/port.ts';
import { imageTemplate } from '../azure/queries/images.ts';
import { validateDeployment } from '../azure/queries/policy.ts';
import { type Check, check, fail, pass, warn } from '../checks/check.ts';
import { shellWord } from '../checks/shell-word.ts';
import { templateFor } from '../emit/arm/template.ts';
import { resourceIdOf } from '../plan/ids.ts';
import { gatesOf } from '../plan/ownership.ts';
import { planFrom } from './planned.ts';
import { checks as rightsChecks } from './rights-checks.ts';

const valid = check({
  id: 'PF-14',
  title: 'Azure finds nothing wrong with what is to be deployed',
  level: 'should',
  reads: [subscription, clusterName],
  targets: (read) => {
    const plan = planFrom(read);
    return [
      {
        name: read(clusterName),
        subscription: plan.subscription,
        location: plan.location,
        template: templateFor(plan),
        teams: [...new Set(gatesOf(plan).map((gate) => gate.team))],
      },
    ];
  },
  run: async ({ subscription: id, location, template, teams }, look) => {
    const seen = await look(validateDeployment, { subscription: id, location, name: 'aks-setup-validation', template });
    const problems = expectFound(seen, 'the subscription');
    if (problems.length === 0) return pass('the template is valid; nothing was deployed');
    return fail(
      problems.map(({ code, message }) => [code, message].filter((part) => part !== '').join(': ')).join('; '),
      teams.length > 0
        ? `What ${teams.join(' and ')} delivers may have to be there first; else change the answers that the message names`
        : 'Change the answers that the message names, or ask for an exemption where a policy denies',
    );
  },
  source: learnElsewhere(
    'azure-resource-manager/templates/deploy-what-if',
    'Preflight validation of Azure Resource Manager',
    '2026-08-21',
  ),
  unverified:
    'How much resource providers look at before a deployment differs and is not published; what is made by actions of the script is left out.',
});

/** Only the plan knows the template's name: it ends with a digest of the content. */
const template = check({
  id: 'JB-14',
  title: 'The name of the image template is free, or its template sound',
  level: 'should',
  reads: [subscription, clusterName],
  targets: (read) => {
    const plan = planFrom(read);
    return plan.resources
      .filter((one) => one.type === 'Microsoft.VirtualMachineImages/imageTemplates' && one.existing === undefined)
      .map((one) => resourceIdOf(plan, one.symbol))
      .map((id) => ({ name: id.split('/').at(-1) ?? id, id }));
  },
  run: async ({ id }, look) => {
    const seen = await look(imageTemplate, { id });
    if (seen.is === 'absent') return pass('there is none of this name');
    const { state } = seen.value;
    if (state === 'Succeeded') return pass('it is there with this content: setup.sh leaves it');
    const { group, name } = parseId(id);
    const remove = `az image builder delete --resource-group ${shellWord(group)} --name ${shellWord(name)}`;
    return state === 'Failed' || state === 'Canceled'
      ? fail(`it is there, ${state}; a template cannot be changed`, `${remove}, then run setup.sh`)
      : warn(`it is there, ${state}`, 'Wait until that is over');
  },
  source: AIB_TEMPLATE,
});

/** Checks that need the whole plan: made here, where steps and emitters meet, so that they run once all is answered. */
export const planChecks: readonly Check[] = [...rightsChecks, valid, template];

/** What is looked at while somebody answers: all but what takes a whole template. */
export const liveChecks: readonly Check[] = [...stepChecks, ...rightsChecks];

/** Every check of Azure. */
export const allChecks: readonly Check[] = [...stepChecks, ...planChecks];
