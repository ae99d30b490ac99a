import { asList, asObject, asText, idPath, path, query } from '../clients.ts';

/** A resource as it is planned. Nothing is written: Azure only says which policies would refuse it. */
export interface PlannedResource {
  /** A subscription, or a resource group that exists. */
  readonly scope: string;
  readonly apiVersion: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface PolicyDenial {
  readonly assignment: string;
  readonly definition: string;
  readonly effect: string;
  readonly reason: string;
}

/** Policies with effect Deny that a planned resource would meet. */
export const policyRestrictions = query<PlannedResource, readonly PolicyDenial[]>({
  name: 'policyRestrictions',
  needs: 'Microsoft.PolicyInsights/checkPolicyRestrictions/read',
  key: (args) => JSON.stringify([args.scope.toLowerCase(), args.apiVersion, args.content]),
  ask: async (clients, args, signal) => {
    const at = `${idPath(args.scope)}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions`;
    const body = { resourceDetails: { resourceContent: args.content, apiVersion: args.apiVersion } };
    const answer = asObject(
      await clients.rest({ method: 'POST', path: at, query: { 'api-version': '2024-10-01' }, body }, signal),
    );
    const evaluations = asList(asObject(answer['contentEvaluationResult'])['policyEvaluations']);
    return evaluations.map(readEvaluation).filter((one) => /^deny/i.test(one.effect));
  },
});

function readEvaluation(value: unknown): PolicyDenial {
  const evaluation = asObject(value);
  const info = asObject(evaluation['policyInfo']);
  const effect = asObject(evaluation['effectDetails'])['policyEffect'];
  return {
    assignment: asText(info['policyAssignmentId']),
    definition: asText(info['policyDefinitionId']),
    effect: asText(effect),
    reason: asText(asObject(evaluation['evaluationDetails'])['reason']),
  };
}

interface Template {
  readonly subscription: string;
  readonly group: string;
  readonly name: string;
  readonly template: unknown;
  readonly parameters: unknown;
}

/** What Resource Manager finds wrong with a template before anything is deployed; empty where it finds nothing. */
export const validateDeployment = query<Template, readonly { readonly code: string; readonly message: string }[]>({
  name: 'validateDeployment',
  needs: 'Microsoft.Resources/deployments/validate/action',
  key: (args) => JSON.stringify(args),
  ask: async (clients, args, signal) => {
    const scope = path('subscriptions', args.subscription, 'resourcegroups', args.group);
    const at = `${scope}/providers/Microsoft.Resources/deployments/${encodeURIComponent(args.name)}/validate`;
    const body = { properties: { mode: 'Incremental', template: args.template, parameters: args.parameters } };
    const request = { method: 'POST', path: at, query: { 'api-version': '2025-04-01' }, body } as const;
    return problemsIn(await clients.rest(request, signal).catch(invalidAsAnswer));
  },
});

/** An invalid template comes as a 400 with the problems in its body: that is an answer, not a failure to look. */
function invalidAsAnswer(error: unknown): unknown {
  const { statusCode, response } = asObject(error);
  if (statusCode !== 400) throw error;
  return JSON.parse(asText(asObject(response)['bodyAsText']));
}

function problemsIn(answer: unknown): readonly { readonly code: string; readonly message: string }[] {
  const error = asObject(asObject(answer)['error']);
  if (asText(error['code']) === '') return [];
  const details = asList(error['details']).map(asObject);
  const problems = details.length > 0 ? details : [error];
  return problems.map((one) => ({ code: asText(one['code']), message: asText(one['message']) }));
}
