import { resourceIdOf } from '../../plan/ids.ts';
import { gatesOf, teamsOf } from '../../plan/ownership.ts';
import { findResource, type Grant, ownerOf, type Plan } from '../../plan/plan.ts';
import { askedFor, granteeOf } from '../asked.ts';
import { bullets, code, prose, section, table } from '../markdown.ts';
import { type Right, rightsFor } from '../rights/index.ts';
import { folderOf } from '../teams.ts';

/** What each identity gets, and what whoever runs the outputs needs. */
export const permissionsSection = (plan: Plan): string =>
  section(2, 'Permissions', grantsSection(plan), rightsSection(plan));

function grantsSection(plan: Plan): string {
  if (plan.grants.length === 0) return section(3, 'What is granted', 'Nothing.');
  return section(
    3,
    'What is granted',
    table(
      ['To', 'Role', 'On', 'Why', 'Until', 'Granted by'],
      plan.grants.map((grant) => [
        granteeOf(plan, grant),
        prose(grant.role),
        code(resourceIdOf(plan, grant.on)),
        prose(grant.why),
        grant.until === undefined ? 'stays' : prose(grant.until),
        prose(granter(plan, grant)),
      ]),
    ),
  );
}

const granter = (plan: Plan, grant: Grant): string =>
  ownerOf(plan, findResource(plan, grant.assignment)) ?? 'the operator';

/** Everybody who has to do something: the operator first. */
function rightsSection(plan: Plan): string {
  return section(
    3,
    'What is needed to carry it out',
    'What Azure asks for the commands of setup.sh, and where one thing refers to another. It was held against what az sends to a simulated Azure, and not tried against Azure itself: UNVERIFIED.',
    ...[undefined, ...teamsOf(plan)].map((owner) => ownerSection(plan, owner)),
  );
}

function ownerSection(plan: Plan, owner: string | undefined): string {
  const make = rightsFor(plan, owner, ['make']);
  const remove = rightsFor(plan, owner, ['remove']);
  if (make.length === 0) return '';
  return section(
    4,
    owner === undefined ? 'The operator' : `Team ${owner}`,
    rightsTable(make),
    bullets([
      ...beside('To follow what takes long', rightsFor(plan, owner, ['follow'])),
      ...beside('For the Bicep', rightsFor(plan, owner, ['deploy'])),
    ]),
    ...(remove.length === 0 ? [] : ['To clean up, beside all of these:', rightsTable(remove)]),
  );
}

const rightsTable = (rights: readonly Right[]): string =>
  table(
    ['At', 'Actions'],
    rights.map(({ scope, actions }) => [code(scope), byType(actions).join('<br>')]),
  );

/** The scopes at which the same is needed in one line. */
function beside(why: string, rights: readonly Right[]): readonly string[] {
  const same = Map.groupBy(rights, ({ actions }) => actions.map(code).join(', '));
  return [...same].map(([actions, all]) => `${why}: ${actions} at ${all.map(({ scope }) => code(scope)).join(', ')}`);
}

/** The actions on a type in one line. */
function byType(actions: readonly string[]): readonly string[] {
  const types = Map.groupBy(actions, (action) => action.slice(0, verbAt(action)));
  const inOrder = [...types].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([type, all]) => `${code(type)} ${all.map((one) => one.slice(verbAt(one))).join(', ')}`);
}

/** Where the verb begins: `read`, `join/action`. */
const verbAt = (action: string): number => action.replace(/\/action$/, '').lastIndexOf('/') + 1;
/** What another team has to deliver before the operator can go on. */
export function gatesSection(plan: Plan): string {
  const gates = gatesOf(plan);
  if (gates.length === 0) return '';
  return section(
    2,
    'What other teams have to deliver',
    'The script checks that each is there, and stops before it where it is not.',
    table(
      ['What', 'Id, or where', 'Team'],
      gates.map((gate) => {
        const { what, where } = askedFor(plan, findResource(plan, gate.symbol));
        return [what, where, `${prose(gate.team)} (${code(`handover/${folderOf(plan, gate.team)}/`)})`];
      }),
    ),
  );
}
