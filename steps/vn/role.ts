import { conditional } from '../../src/core/decision.ts';
import { choice, resourceId } from '../../src/core/kind.ts';
import { VN2_REPO } from '../facts/dates.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

export const virtualNodeRole = conditional({
  id: 'vn.role',
  needs: [virtualNodes],
  question: 'Which rights does their identity get?',
  explain:
    'Virtual nodes need five actions: read, write, delete and exec on container groups, and joining a subnet. A custom role holds these five alone, on two resource groups. ' +
    'Contributor, as the quick start of the vendor grants it, may change everything in both groups.',
  kind: choice([
    {
      value: 'custom',
      label: 'A custom role of five actions',
      effect: 'Adds a role, assigned on the container groups’ group and the VNet’s group.',
    },
    {
      value: 'split',
      label: 'Two roles, join on the subnet alone',
      effect: 'Container groups on their group; joining on the one subnet.',
      risk: 'not tried with virtual nodes',
    },
    { value: 'existing', label: 'A custom role that exists', effect: 'Asks for its id; assigned on both groups.' },
    {
      value: 'built-in',
      label: 'Contributor',
      effect: 'Contributor on both groups, as in the quick start.',
      risk: 'far more than is needed',
    },
  ]),
  when: (read) => read(virtualNodes),
  recommended: () => 'custom',
  permanence: 'update',
  aliases: ['custom role', 'least privilege'],
  sources: [VN2_REPO],
  unverified:
    'That the two split roles suffice follows from the linked access check of ARM; nobody tried it with virtual nodes.',
  unverifiedWhen: (value) => value === 'split',
});

export const virtualNodeRoleId = conditional({
  id: 'vn.roleId',
  needs: [virtualNodes, virtualNodeRole],
  question: 'Which custom role?',
  explain:
    'The full id of a role definition that holds the five actions and may be assigned on both groups. The checks compare its actions with those that virtual nodes need. ' +
    'It is assigned, never written.',
  kind: resourceId('Microsoft.Authorization/roleDefinitions', 'customRoles'),
  when: (read) => read(virtualNodes) && read(virtualNodeRole) === 'existing',
  ask: 'always',
  permanence: 'update',
  sources: [VN2_REPO],
});

export const virtualNodeRoleScope = conditional({
  id: 'vn.roleScope',
  needs: [virtualNodes, virtualNodeRole],
  question: 'Where may the custom role be assigned?',
  explain:
    'A role that may be assigned in its two groups alone cannot be handed out elsewhere by mistake. With the subscription as its scope other clusters ' +
    'could use it too, and whoever may assign roles may assign it anywhere.',
  kind: choice([
    { value: 'groups', label: 'In its two resource groups', effect: 'The role names both groups as its scopes.' },
    {
      value: 'subscription',
      label: 'In the whole subscription',
      effect: 'The role names the subscription as its scope; it is still assigned on both groups alone.',
    },
  ]),
  when: (read) => read(virtualNodes) && (read(virtualNodeRole) === 'custom' || read(virtualNodeRole) === 'split'),
  recommended: () => 'groups',
  permanence: 'update',
  aliases: ['assignableScopes'],
  sources: [VN2_REPO],
});
