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

/** What Resource Manager finds wrong with a template before anything is deployed; empty where it finds nothing. */
export const validateDeployment = query<
  {
    readonly subscription: string;
    readonly group: string;
    readonly name: string;
    readonly template: unknown;
    readonly parameters: unknown;
  },
  readonly { readonly code: string; readonly message: string }[]
>({
  name: 'validateDeployment',
  needs: 'Microsoft.Resources/deployments/validate/action',
  key: (args) => JSON.stringify(args),
  ask: async (clients, args, signal) => {
    const scope = path('subscriptions', args.subscription, 'resourcegroups', args.group);
    const at = `${scope}/providers/Microsoft.Resources/deployments/${encodeURIComponent(args.name)}/validate`;
    const body = { properties: { mode: 'Incremental', template: args.template, parameters: args.parameters } };
    const answer = asObject(
      await clients.rest({ method: 'POST', path: at, query: { 'api-version': '2025-04-01' }, body }, signal),
    );
    const error = asObject(answer['error']);
    if (asText(error['code']) === '') return [];
    const details = asList(error['details']).map(asObject);
    return (details.length > 0 ? details : [error]).map((one) => ({
      code: asText(one['code']),
      message: asText(one['message']),
    }));
  },
});
