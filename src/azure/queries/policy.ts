import { asList, asObject, asText, idPath, path, query } from '../clients.ts';
import { NotRun } from '../port.ts';

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

interface Deployment {
  readonly subscription: string;
  /** Where the deployment itself is kept; it goes to the subscription. */
  readonly location: string;
  readonly name: string;
  readonly template: unknown;
}

export interface DeploymentProblem {
  readonly code: string;
  readonly message: string;
}

/**
 * What Resource Manager finds wrong with a template at subscription scope before anything is deployed; empty where it finds
 * nothing. It asks the resource providers, which takes longer than a read.
 * https://learn.microsoft.com/rest/api/resources/deployments/validate-at-subscription-scope
 */
export const validateDeployment = query<Deployment, readonly DeploymentProblem[]>({
  name: 'validateDeployment',
  needs: 'Microsoft.Resources/deployments/validate/action',
  limitMs: 120_000,
  key: (args) => JSON.stringify(args),
  ask: async (clients, args, signal) => {
    const scope = path('subscriptions', args.subscription);
    const at = `${scope}/providers/Microsoft.Resources/deployments/${encodeURIComponent(args.name)}/validate`;
    const body = { location: args.location, properties: { mode: 'Incremental', template: args.template } };
    const request = { method: 'POST', path: at, query: { 'api-version': '2025-04-01' }, body } as const;
    return problemsIn(await clients.rest(request, signal).catch(invalidAsAnswer));
  },
});

/**
 * An invalid template comes as a 400 with the problems in its body, a group that a nested deployment goes to and that is not
 * there perhaps as a 404 (UNVERIFIED): these are answers, not failures to look.
 */
function invalidAsAnswer(error: unknown): unknown {
  const { statusCode, response } = asObject(error);
  const body = parsed(asText(asObject(response)['bodyAsText']));
  const isAnswer =
    statusCode === 400 || (statusCode === 404 && asObject(asObject(body)['error'])['code'] === 'ResourceGroupNotFound');
  if (!isAnswer || body === undefined) throw error;
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws NotRun where the answer says neither that the template is valid nor what is wrong with it */
function problemsIn(answer: unknown): readonly DeploymentProblem[] {
  const { error, properties } = asObject(answer);
  if (error === undefined && asText(asObject(properties)['provisioningState']) === 'Succeeded') return [];
  const told = problemsOf(asObject(error));
  if (told.length === 0) throw new NotRun('Azure gave no result of the validation');
  return told;
}

/** Details are nested: those at the bottom say what is wrong, what stands above only that something is. */
function problemsOf(error: Readonly<Record<string, unknown>>): readonly DeploymentProblem[] {
  const inner = asList(error['details']).flatMap((one) => problemsOf(asObject(one)));
  if (inner.length > 0) return inner;
  const [code, message] = [asText(error['code']), asText(error['message'])];
  return code === '' && message === '' ? [] : [{ code, message }];
}
