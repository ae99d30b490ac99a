import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clients, Credential, RestRequest, Service } from './clients.ts';
import type { ClientOptions } from './sdk.ts';

/** The public cloud's addresses; also the audiences of the tokens. */
export const SERVICES: Readonly<Record<Service, string>> = {
  management: 'https://management.azure.com',
  graph: 'https://graph.microsoft.com',
};

/** The SDK's own pipeline (sign-in, retries, proxy) for what has no client. */
export async function makeRest(credential: Credential, options: ClientOptions): Promise<Clients['rest']> {
  const core = await import('@azure/core-rest-pipeline');
  const httpClient = options.httpClient ?? core.createDefaultHttpClient();
  const pipelineFor = (service: Service) => {
    const pipeline = core.createPipelineFromOptions({ retryOptions: options.retryOptions });
    const scopes = `${SERVICES[service]}/.default`;
    pipeline.addPolicy(core.bearerTokenAuthenticationPolicy({ credential, scopes }), { phase: 'Sign' });
    return pipeline;
  };
  const pipelines = { management: pipelineFor('management'), graph: pipelineFor('graph') };
  return async (request, abortSignal) => {
    const sent = core.createPipelineRequest({
      url: addressOf(request),
      method: request.method,
      abortSignal,
      headers: core.createHttpHeaders({ accept: 'application/json', 'content-type': 'application/json' }),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const response = await pipelines[request.service ?? 'management'].sendRequest(httpClient, sent);
    if (response.status >= 400) throw refused(core.RestError, sent, response);
    return response.bodyAsText ? JSON.parse(response.bodyAsText) : undefined;
  };
}

function addressOf(request: RestRequest): string {
  // Joined as text: resolving `//other.host/x` against a base would send the token to another host.
  const url = new URL(`${SERVICES[request.service ?? 'management']}/${request.path.replace(/^\//, '')}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  return url.href;
}

function refused(
  RestError: typeof import('@azure/core-rest-pipeline').RestError,
  request: PipelineRequest,
  response: PipelineResponse,
): Error {
  return new RestError(`the service answered ${response.status}`, { statusCode: response.status, request, response });
}
