import { resourceIdOf } from '../../plan/ids.ts';
import { gatesOf, teamsOf } from '../../plan/ownership.ts';
import { findResource, type Grant, ownerOf, type Plan } from '../../plan/plan.ts';
import { askedFor, granteeOf } from '../asked.ts';
import { code, prose, section, table } from '../markdown.ts';
import { rightsFor } from '../rights.ts';
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
  const owners = [undefined, ...teamsOf(plan)];
  return section(
    3,
    'What is needed to carry it out',
    'Derived from the types of the resources and from what they refer to. Not tried against Azure: UNVERIFIED. A role with these actions is enough for the script and for the Bicep; cleaning up also needs `delete` on the same types.',
    ...owners.map((owner) =>
      section(
        4,
        owner === undefined ? 'The operator' : `Team ${owner}`,
        table(
          ['At', 'Actions'],
          rightsFor(plan, owner).map(({ scope, actions }) => [code(scope), actions.map(code).join('<br>')]),
        ),
      ),
    ),
  );
}

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
