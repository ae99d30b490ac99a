import type { Reply, World } from './types.ts';

/** Errors in the words of Azure Resource Manager. */
export const failure = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  body: { error: { code, message } },
  headers,
});

export const notSignedIn = (): Reply =>
  failure(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");

export const noVersion = (): Reply =>
  failure(
    400,
    'MissingApiVersionParameter',
    'The api-version query parameter (?api-version=) is required for all requests.',
  );

export const noSubscription = (id: string): Reply =>
  failure(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);

export const noGroup = (name: string): Reply =>
  failure(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);

export const noResource = (type: string, name: string, group: string): Reply =>
  failure(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );

export const noParent = (type: string, parent: string): Reply =>
  failure(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'read' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
  );

export const notAllowed = (action: string, scope: string, world: World): Reply =>
  failure(
    403,
    'AuthorizationFailed',
    `The client '${world.caller.name}' with object id '${world.caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );

export const wrongVersion = (
  type: string,
  version: string,
  versions: readonly string[],
  locations: readonly string[],
): Reply =>
  failure(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${locations[0] ?? ''}' and API version '${version}' for type '${type}'. The supported api-versions are '${versions.join(', ')}'. The supported locations are '${locations.join(', ')}'.`,
  );

export const wrongType = (type: string, namespace: string, version: string, versions: readonly string[]): Reply =>
  failure(
    404,
    'InvalidResourceType',
    `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${version}'. The supported api-versions are '${versions.join(',')}'.`,
  );

export const wrongNamespace = (namespace: string): Reply =>
  failure(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);

export const notRegistered = (namespace: string): Reply =>
  failure(
    409,
    'MissingSubscriptionRegistration',
    `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
  );
