import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { describe, expect, test } from 'vitest';
import { makeRest } from '../../src/azure/rest.ts';

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function restOver(replies: readonly Reply[]) {
  const asked: string[] = [];
  const left = [...replies];
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      asked.push(`${request.method} ${request.url}`);
      const { status, headers = {}, body } = left.shift() ?? { status: 500 };
      return {
        request,
        status,
        headers: createHttpHeaders({ ...headers }),
        bodyAsText: body === undefined ? null : JSON.stringify(body),
      };
    },
  };
  const credential = { getToken: async () => ({ token: 't', expiresOnTimestamp: Date.UTC(2100, 0, 1) }) };
  const retryOptions = { maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 };
  return { asked, rest: await makeRest(credential, { httpClient, retryOptions }) };
}

const POST = { method: 'POST', path: '/x/validate', query: { 'api-version': '1' }, body: {} } as const;
const later = (location: string): Reply => ({ status: 202, headers: { location, 'retry-after': '0' } });

describe('a request that Azure accepts and answers later', () => {
  test('is asked for until the result is there, from the same service alone', async () => {
    const { rest, asked } = await restOver([
      later('https://management.azure.com/operations/1?api-version=2&t=a%20b'),
      later('https://elsewhere.example/operations/2?api-version=2'),
      { status: 200, body: { properties: { provisioningState: 'Succeeded' } } },
    ]);
    expect(await rest(POST, new AbortController().signal)).toEqual({ properties: { provisioningState: 'Succeeded' } });
    expect(asked).toEqual([
      'POST https://management.azure.com/x/validate?api-version=1',
      'GET https://management.azure.com/operations/1?api-version=2&t=a+b',
      'GET https://management.azure.com/operations/2?api-version=2',
    ]);
  });

  test('fails as its result does', async () => {
    const { rest } = await restOver([
      later('https://management.azure.com/operations/1'),
      { status: 400, body: { error: { code: 'InvalidTemplate', message: 'm' } } },
    ]);
    await expect(rest(POST, new AbortController().signal)).rejects.toMatchObject({ statusCode: 400 });
  });

  test('ends when the question is given up', async () => {
    const location = 'https://management.azure.com/operations/1';
    const { rest, asked } = await restOver([{ status: 202, headers: { location, 'retry-after': '30' } }]);
    const control = new AbortController();
    const result = rest(POST, control.signal);
    setTimeout(() => control.abort(), 5);
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(1);
  });
});
