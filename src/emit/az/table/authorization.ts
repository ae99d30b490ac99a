import { type AzType, type BodyType, LONG_AGO, value } from '../row.ts';

export const roleDefinitions: BodyType = {
  type: 'Microsoft.Authorization/roleDefinitions',
  why: 'az role definition create gives every role a GUID by chance, and Bicep must give the same one',
  since: LONG_AGO,
};

export const roleAssignments: AzType = {
  type: 'Microsoft.Authorization/roleAssignments',
  command: 'role assignment create',
  since: LONG_AGO,
  address: [
    ['--name', 'name'],
    ['--scope', 'scope'],
  ],
  rows: [
    value('properties.principalId', '--assignee-object-id'),
    value('properties.principalType', '--assignee-principal-type'),
    value('properties.roleDefinitionId', '--role'),
    value('properties.description', '--description'),
    value('properties.condition', '--condition'),
    value('properties.conditionVersion', '--condition-version'),
  ],
  // without its type, az asks Graph what the principal is
  must: ['properties.principalId', 'properties.principalType', 'properties.roleDefinitionId'],
  implicit: [],
  always: [],
};
