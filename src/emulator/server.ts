import type { HttpClient, HttpHeaders, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { answerArm } from './arm.ts';
import { failure, notSignedIn } from './errors.ts';
import { answerGraph } from './graph.ts';
import type { Fault, Reply, World } from './types.ts';

/**
 * Azure Resource Manager and Microsoft Graph in one function, behind the SDK clients' own HTTP client: no socket, no
 * clock but for faults that delay.
 */
export function serve(world: World): { readonly httpClient: HttpClient; readonly requests: readonly string[] } {
  const requests: string[] = [];
  const left = new Map(world.faults.map((fault) => [fault, fault.times ?? Number.POSITIVE_INFINITY]));
  const sendRequest = async (request: PipelineRequest): Promise<PipelineResponse> => {
    requests.push(`${request.method} ${request.url}`);
    const fault = await meetFaults(request, left);
    return respond(request, fault ?? answer(request, world), requestId(request));
  };
  return { httpClient: { sendRequest }, requests };
}

function answer(request: PipelineRequest, world: World): Reply {
  if (!request.headers.get('authorization')?.startsWith('Bearer ')) return notSignedIn();
  const url = new URL(request.url);
  const path = decodeURIComponent(url.pathname).replace(/\/+/g, '/').replace(/\/$/, '');
  const body = typeof request.body === 'string' ? (JSON.parse(request.body) as unknown) : undefined;
  const parts = { method: request.method, path, query: url.searchParams, body, world };
  if (url.host === 'graph.microsoft.com') return answerGraph(parts);
  if (url.host === 'management.azure.com') return answerArm(parts);
  return failure(404, 'NotFound', `the emulator has no host ${url.host}`);
}

/** Delays add up; the first status or broken connection answers. */
async function meetFaults(request: PipelineRequest, left: Map<Fault, number>): Promise<Reply | undefined> {
  const address = (request.url.split('?', 1)[0] ?? '').toLowerCase();
  for (const [fault, times] of left) {
    if (times <= 0 || !address.includes(fault.at.toLowerCase())) continue;
    left.set(fault, times - 1);
    if ('delayMs' in fault.does) {
      await wait(fault.does.delayMs, request);
      continue;
    }
    if ('broken' in fault.does) throw restError(`connect ${fault.does.broken}`, fault.does.broken, request);
    const { status, code, message, retryAfter } = fault.does;
    return failure(
      status,
      code,
      message ?? code,
      retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    );
  }
  return undefined;
}

/** Ends early when the asker gives up, as a socket would. */
function wait(ms: number, request: PipelineRequest): Promise<void> {
  return new Promise((done, stopped) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      stopped(Object.assign(new Error('The operation was aborted.'), { name: 'AbortError' }));
    };
    const timer = setTimeout(() => {
      request.abortSignal?.removeEventListener('abort', onAbort);
      done();
    }, ms);
    request.abortSignal?.addEventListener('abort', onAbort);
  });
}

/** Follows from the request, so that two runs give the same bytes (FNV-1a). */
function requestId(request: PipelineRequest): string {
  let hash = 0x811c9dc5;
  for (const letter of `${request.method} ${request.url}`)
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `00000000-0000-4000-8000-0000${hash.toString(16).padStart(8, '0')}`;
}

/** The SDK knows its errors by name: no class of it is needed here. */
const restError = (message: string, code: string, request: PipelineRequest): Error =>
  Object.assign(new Error(message), { name: 'RestError', code, request });

function respond(request: PipelineRequest, reply: Reply, id: string): PipelineResponse {
  const headers = headersOf({
    'content-type': 'application/json; charset=utf-8',
    'x-ms-request-id': id,
    ...reply.headers,
  });
  const bodyAsText = reply.body === undefined ? null : JSON.stringify(reply.body);
  return { request, status: reply.status, headers, bodyAsText };
}

function headersOf(values: Readonly<Record<string, string>>): HttpHeaders {
  const held = new Map(Object.entries(values));
  return {
    get: (name) => held.get(name.toLowerCase()),
    has: (name) => held.has(name.toLowerCase()),
    set: (name, value) => void held.set(name.toLowerCase(), String(value)),
    delete: (name) => void held.delete(name.toLowerCase()),
    toJSON: () => Object.fromEntries(held),
    [Symbol.iterator]: () => held[Symbol.iterator](),
  };
}
