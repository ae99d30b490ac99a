import { mayCaller, seesSubscription } from './access.ts';
import { noGroup, noResource, wrongNamespace } from './errors.ts';
import { vnetUsages } from './render.ts';
import { type ArmRequest, page, type Route, reply, subscriptionOf, type Words } from './request.ts';
import type { AdminRule, DenyPolicy, Document, SubscriptionWorld } from './types.ts';
import { refusing, validate, valueAt } from './validation.ts';
import { NAMESPACES, typesIn } from './versions.ts';

const GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups';

const show = (one: SubscriptionWorld): Record<string, unknown> => ({
  id: `/subscriptions/${one.id}`,
  subscriptionId: one.id,
  displayName: one.name,
  state: one.state,
  tenantId: one.tenantId,
});

const groupId = (words: Words): string => `/subscriptions/${words['subscription']}/resourceGroups/${words['group']}`;

function showProvider(words: Words, { world }: ArmRequest) {
  const subscription = subscriptionOf(words, world);
  const wanted = words['namespace']?.toLowerCase();
  const namespace = NAMESPACES.find((one) => one.toLowerCase() === wanted);
  if (namespace === undefined) return wrongNamespace(words['namespace'] ?? '');
  const locations = subscription.regions.map((region) => region.label);
  return reply({
    id: `/subscriptions/${subscription.id}/providers/${namespace}`,
    namespace,
    registrationState: subscription.providers[namespace] ?? 'NotRegistered',
    resourceTypes: typesIn(namespace).map(({ type, versions }) => ({
      resourceType: type,
      locations,
      apiVersions: versions,
    })),
  });
}

function showFeature(words: Words, { world }: ArmRequest) {
  const name = `${words['namespace']}/${words['feature']}`;
  return reply({ name, properties: { state: subscriptionOf(words, world).features[name] ?? 'NotRegistered' } });
}

const assignmentId = (policy: DenyPolicy): string =>
  `${policy.scope}/providers/Microsoft.Authorization/policyAssignments/${policy.name}`;

function checkPolicies(words: Words, { world, body }: ArmRequest) {
  const content = valueAt(body, 'resourceDetails.resourceContent');
  const scope = words['scope'] ?? '';
  const policyEvaluations = refusing(world, scope, content).map((policy) => ({
    policyInfo: { policyDefinitionId: policy.definition, policyAssignmentId: assignmentId(policy) },
    evaluationResult: 'NonCompliant',
    evaluationDetails: { reason: policy.reason },
    effectDetails: { policyEffect: 'Deny' },
  }));
  return reply({ fieldRestrictions: [], contentEvaluationResult: { policyEvaluations } });
}

const groupDocuments = (words: Words, { world }: ArmRequest): readonly Document[] =>
  [...world.documents.values()]
    .filter((one) => one.type === 'Microsoft.Resources/resourceGroups')
    .filter((one) => one.id.toLowerCase().startsWith(`/subscriptions/${words['subscription']?.toLowerCase()}/`))
    .filter((one) => mayCaller(`${GROUPS}/read`, one.id, world));

const showAdminRule = ({ name, to, ports, ...rule }: AdminRule) => ({
  id: `/x/securityAdminConfigurations/c/ruleCollections/r/rules/${name}`,
  kind: 'Custom',
  properties: {
    ...rule,
    protocol: 'Tcp',
    sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
    destinations: [{ addressPrefix: to, addressPrefixType: 'IPPrefix' }],
    sourcePortRanges: ['0-65535'],
    destinationPortRanges: ports,
  },
});

const get = (pattern: string, type: string, action: string, answer: Route['answer'], open?: true): Route => ({
  method: 'GET',
  pattern,
  type,
  action,
  answer,
  ...(open ? { open } : {}),
});

export const SUBSCRIPTION_ROUTES: readonly Route[] = [
  get(
    '/subscriptions',
    'Microsoft.Resources/subscriptions',
    'Microsoft.Resources/subscriptions/read',
    (_words, request) =>
      page(request.world.subscriptions.filter((one) => seesSubscription(one.id, request.world)).map(show), request),
    true,
  ),
  get(
    '/subscriptions/{subscription}',
    'Microsoft.Resources/subscriptions',
    'Microsoft.Resources/subscriptions/read',
    (words, { world }) => reply(show(subscriptionOf(words, world))),
    true,
  ),
  get(
    '/subscriptions/{subscription}/locations',
    'Microsoft.Resources/subscriptions',
    'Microsoft.Resources/subscriptions/locations/read',
    (words, request) =>
      page(
        subscriptionOf(words, request.world).regions.map((region) => ({
          name: region.name,
          displayName: region.label,
          metadata: { regionType: 'Physical', geographyGroup: region.geography },
          availabilityZoneMappings: region.zones.map((zone) => ({
            logicalZone: zone,
            physicalZone: `${region.name}-az${zone}`,
          })),
        })),
        request,
      ),
    true,
  ),
  get(
    '/subscriptions/{subscription}/providers/{namespace}',
    'Microsoft.Resources/providers',
    'Microsoft.Resources/subscriptions/providers/read',
    showProvider,
  ),
  get(
    '/subscriptions/{subscription}/resourceGroups',
    'Microsoft.Resources/resourceGroups',
    `${GROUPS}/read`,
    (words, request) => page(groupDocuments(words, request), request),
    true,
  ),
  get(
    '/subscriptions/{subscription}/resourceGroups/{group}',
    'Microsoft.Resources/resourceGroups',
    `${GROUPS}/read`,
    (words, { world }) => {
      const found = world.documents.get(groupId(words).toLowerCase());
      return found ? reply(found) : noGroup(words['group'] ?? '');
    },
  ),
  get(
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{vnet}/usages',
    'Microsoft.Network/virtualNetworks',
    'Microsoft.Network/virtualNetworks/usages/read',
    (words, request) => {
      const vnet = request.world.documents.get(request.path.slice(0, -'/usages'.length).toLowerCase());
      if (!vnet) return noResource('Microsoft.Network/virtualNetworks', words['vnet'] ?? '', words['group'] ?? '');
      return page(vnetUsages(vnet.id, request.world), request);
    },
  ),
  get(
    '/subscriptions/{subscription}/providers/Microsoft.Features/providers/{namespace}/features/{feature}',
    'Microsoft.Features/features',
    'Microsoft.Features/providers/features/read',
    showFeature,
  ),
  {
    method: 'POST',
    pattern: '{scope}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions',
    type: 'Microsoft.PolicyInsights/checkPolicyRestrictions',
    action: 'Microsoft.PolicyInsights/checkPolicyRestrictions/read',
    answer: checkPolicies,
  },
  {
    method: 'POST',
    pattern: '/subscriptions/{subscription}/providers/Microsoft.Resources/deployments/{name}/validate',
    type: 'Microsoft.Resources/deployments',
    action: 'Microsoft.Resources/deployments/validate/action',
    answer: validate,
  },
  {
    method: 'POST',
    pattern:
      '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{vnet}/listNetworkManagerEffectiveSecurityAdminRules',
    type: 'Microsoft.Network/virtualNetworks',
    action: 'Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/action',
    answer: (words, { path, world }) => {
      const id = path.slice(0, path.lastIndexOf('/')).toLowerCase();
      if (!world.documents.has(id))
        return noResource('Microsoft.Network/virtualNetworks', words['vnet'] ?? '', words['group'] ?? '');
      return reply({ value: (world.adminRules?.[id] ?? []).map(showAdminRule) });
    },
  },
];
