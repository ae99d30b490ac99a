import { setTimeout as pause } from 'node:timers/promises';
import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clients, Credential, RestRequest, Service } from './clients.ts';
import type { ClientOptions } from './sdk.ts';

/** The public cloud's addresses; also the audiences of the tokens. */
const SERVICES: Readonly<Record<Service, string>> = {
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
    const pipeline = pipelines[request.service ?? 'management'];
    let response = await pipeline.sendRequest(httpClient, sent);
    // The limit of the question ends this, should the result never come.
    for (let later = resultOf(response); later !== undefined; later = resultOf(response)) {
      await pause(secondsOf(response) * 1000, undefined, { signal: abortSignal });
      const next = core.createPipelineRequest({ url: addressOf({ ...later, method: 'GET' }), abortSignal });
      response = await pipeline.sendRequest(httpClient, next);
    }
    if (response.status >= 400) throw refused(core.RestError, sent, response);
    return response.bodyAsText ? JSON.parse(response.bodyAsText) : undefined;
  };
}

/** Where the result of an accepted request will be; asked from the same service, whatever host the header names. */
function resultOf(response: PipelineResponse): Pick<RestRequest, 'path' | 'query'> | undefined {
  const at = response.status === 202 ? response.headers.get('location') : undefined;
  if (at === undefined || !URL.canParse(at)) return undefined;
  const { pathname, searchParams } = new URL(at);
  return { path: pathname, query: Object.fromEntries(searchParams) };
}

/** How long Azure asks to wait before the next look, in seconds. */
function secondsOf(response: PipelineResponse): number {
  const asked = Number(response.headers.get('retry-after') ?? 5);
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), 30) : 5;
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
