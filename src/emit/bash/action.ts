import { type Action, findResource, PlanBug, type Resource } from '../../plan/plan.ts';
import { idOf, isBody, nameOf, subscription, type Value } from '../../plan/value.ts';
import { LONG_AGO } from '../az/row.ts';
import { quote } from './quote.ts';
import { assignmentWords, commandLines, readLine, type StepText } from './step.ts';
import { runtimeIn, type Words } from './values.ts';

/** An action of the plan as a step of the script. */
export function actionStep(words: Words, action: Action): StepText {
  const { act } = action;
  switch (act.do) {
    case 'register-provider':
      return text([`register_provider ${quote(act.namespace)}`], []);
    case 'wait-for-roles':
      return waitForRoles(words, act.assignments);
    case 'build-image':
      return buildImage(words, act.template);
  }
}

function waitForRoles(words: Words, assignments: readonly string[]): StepText {
  const all = assignments.map((symbol) => findResource(words.plan, symbol));
  // another team's assignments are checked as what the stage needs
  const mine = all.filter((one) => one.existing === undefined).map((one) => assignmentWords(words, one));
  const values = mine.flatMap((one) => one.values);
  return text(
    [
      ...runtimeIn(values).map((ref) => readLine(words, ref)),
      'wait_for_roles',
      ...mine.map((one) => `wait_for_role ${one.scope} ${one.principal} ${one.role}`),
    ],
    values,
  );
}

function buildImage(words: Words, symbol: string): StepText {
  const template = findResource(words.plan, symbol);
  if (template.scope.in !== 'group') throw new PlanBug(`${symbol} is in no resource group`);
  const group = findResource(words.plan, template.scope.group);
  const argv = [
    ...['az', 'image', 'builder', 'run', '--subscription', subscription, '--resource-group', nameOf(group)],
    ...['--name', nameOf(template), '--no-wait'],
  ] as const;
  const at = [words.word(idOf(template)), template.api];
  const build = commandLines(words, ['build_image', ...at], { argv, since: LONG_AGO }, '');
  const lines = runsByItself(template) ? [`await_own_run ${at.join(' ')}`, ...build] : build;
  return text(lines, [nameOf(template), nameOf(group)]);
}

/** Does the service build it as soon as the template is there? A second build at the same time is refused. */
function runsByItself(template: Resource): boolean {
  const properties = isBody(template.body['properties']) ? template.body['properties'] : {};
  return isBody(properties['autoRun']) && properties['autoRun']['state'] === 'Enabled';
}

const text = (lines: readonly string[], values: readonly Value[]): StepText => ({
  lines,
  values,
  file: undefined,
  since: [LONG_AGO],
});
