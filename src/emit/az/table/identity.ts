import { type AzType, LONG_AGO, pairs, spread, value } from '../row.ts';
import { childOf, IN_GROUP } from './common.ts';

export const userAssignedIdentities: AzType = {
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  command: 'identity create',
  since: LONG_AGO,
  address: IN_GROUP,
  rows: [value('location', '--location'), pairs('tags', '--tags')],
  must: ['location'],
  implicit: [],
  always: [],
  shorthand: true,
};

export const federatedCredentials: AzType = {
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  command: 'identity federated-credential create',
  since: LONG_AGO,
  address: childOf('--identity-name'),
  rows: [
    value('properties.issuer', '--issuer'),
    value('properties.subject', '--subject'),
    spread('properties.audiences', '--audiences'),
  ],
  must: ['properties.audiences'],
  implicit: [],
  always: [],
  shorthand: true,
};
