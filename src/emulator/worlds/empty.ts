import { OWNER } from '../roles.ts';
import type { CallerWorld, SubscriptionWorld, World } from '../types.ts';
import { assigned } from '../world.ts';
import { REGIONS } from './regions.ts';

export const SUBSCRIPTION = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
export const TENANT = '8d3b7c10-0000-4000-8000-2f6e1a9b4d50';
export const OPERATOR = '1d4e8f6a-0000-4000-8000-9c2b7a5e3f10';
export const ADMINS = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30';

export const CALLER: CallerWorld = {
  objectId: OPERATOR,
  name: 'ops@contoso.com',
  tenantId: TENANT,
  readsDirectory: true,
  eligible: [],
};

export const EMPTY_SUBSCRIPTION: SubscriptionWorld = {
  id: SUBSCRIPTION,
  name: 'Sample subscription',
  tenantId: TENANT,
  state: 'Enabled',
  regions: REGIONS,
  providers: {},
  features: {},
};

/** Addresses of the tags that flows name. Two prefixes each are enough to be judged by; they are not Azure's. */
const SERVICE_TAGS = {
  'AzureCloud.westeurope': ['20.50.0.0/15', '20.61.0.0/16', '40.68.0.0/14'],
  AzureResourceManager: ['20.61.98.192/26', '40.71.13.224/28'],
  'Storage.westeurope': ['20.60.0.0/16', '52.239.140.0/22'],
  AzureContainerRegistry: ['20.61.97.128/25'],
  MicrosoftContainerRegistry: ['20.61.99.192/29'],
};

/** A subscription of the operator's own with nothing in it, not even a registered provider. */
export const empty = (): World => {
  const owner = assigned({ principal: OPERATOR, role: OWNER, scope: `/subscriptions/${SUBSCRIPTION}` });
  return {
    name: 'empty',
    says: 'a subscription with nothing in it',
    caller: CALLER,
    subscriptions: [EMPTY_SUBSCRIPTION],
    documents: new Map([[owner.id.toLowerCase(), owner]]),
    groups: [],
    serviceTags: SERVICE_TAGS,
    policies: [],
    faults: [],
    azVersion: '2.91.0',
    pageSize: 100,
  };
};
