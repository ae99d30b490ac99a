import { reaches } from '../azure/evaluators/rbac.ts';
import { failure, noGroup } from './errors.ts';
import { type ArmRequest, reply, type Words } from './request.ts';
import type { DenyPolicy, Reply, World } from './types.ts';

/** What stands at a path below a JSON value: `properties.networkProfile.networkPlugin`. */
export function valueAt(content: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      content,
    );
}

/** Policies of the world that refuse a resource at a scope. */
export function refusing(world: World, scope: string, content: unknown): readonly DenyPolicy[] {
  const type = String(valueAt(content, 'type') ?? '').toLowerCase();
  return world.policies.filter(
    (policy) =>
      reaches(policy.scope, scope) &&
      policy.type.toLowerCase() === type &&
      policy.refuses.includes(valueAt(content, policy.path)),
  );
}

interface Detail {
  readonly code: string;
  readonly message: string;
}

const listAt = (content: unknown, path: string): readonly unknown[] => {
  const found = valueAt(content, path);
  return Array.isArray(found) ? found : [];
};

/**
 * Validation of a template at subscription scope, as far as the world knows: groups that nested deployments go to, and
 * policies. What providers say of their own resources is not emulated.
 */
export function validate(words: Words, { world, body }: ArmRequest): Reply {
  const root = `/subscriptions/${words['subscription']}`;
  const resources = listAt(body, 'properties.template.resources');
  if (valueAt(body, 'location') === undefined)
    return failure(400, 'LocationRequired', 'The location property is required for this definition.');
  const made = resources
    .filter((one) => valueAt(one, 'type') === 'Microsoft.Resources/resourceGroups')
    .map((one) => `${root}/resourceGroups/${valueAt(one, 'name')}`.toLowerCase());
  for (const one of resources) {
    const group = valueAt(one, 'resourceGroup');
    if (group === undefined) continue;
    const at = `/subscriptions/${valueAt(one, 'subscriptionId') ?? words['subscription']}/resourceGroups/${group}`;
    if (!made.includes(at.toLowerCase()) && !world.documents.has(at.toLowerCase())) return noGroup(String(group));
  }
  const details = resources.flatMap((one) => disallowed(one, root, world));
  if (details.length === 0) return reply({ name: words['name'], properties: { provisioningState: 'Succeeded' } });
  const message =
    'The template deployment failed because of policy violation. Please see details for more information.';
  return { status: 400, body: { error: { code: 'InvalidTemplateDeployment', message, details } } };
}

function disallowed(one: unknown, root: string, world: World): readonly Detail[] {
  const group = valueAt(one, 'resourceGroup');
  const scope = group === undefined ? root : `${root}/resourceGroups/${group}`;
  const inner = listAt(one, 'properties.template.resources');
  return (inner.length > 0 ? inner : [one]).flatMap((resource) =>
    refusing(world, scope, resource).map((policy) => ({
      code: 'RequestDisallowedByPolicy',
      message: `Resource '${valueAt(resource, 'name')}' was disallowed by policy. Policy identifiers: '${policy.name}'. Reasons: '${policy.reason}'.`,
    })),
  );
}
