import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { ComputeManagementClient } from '@azure/arm-compute';
import type { ContainerServiceClient } from '@azure/arm-containerservice';
import type { ImageBuilderClient } from '@azure/arm-imagebuilder';
import type { ManagedServiceIdentityClient } from '@azure/arm-msi';
import type { NetworkManagementClient } from '@azure/arm-network';
import type { PrivateDnsManagementClient } from '@azure/arm-privatedns';
import type { ResourceManagementClient } from '@azure/arm-resources';
import type { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { AccessToken } from '@azure/identity';
import { NotRun, type Query } from './port.ts';

/** What signs requests: `AzureCliCredential`, or the emulator's. A part of the SDK's `TokenCredential`. */
export interface Credential {
  getToken(scopes: string | string[], options?: { readonly abortSignal?: unknown }): Promise<AccessToken | null>;
}

/** Runs the Azure CLI and gives its standard output. @throws NotRun where it is not installed or ends with an error. */
export type Az = (args: readonly string[], signal: AbortSignal) => Promise<string>;

/** The ways to Azure: real ones, or the emulator's. Without `httpClient` and `az` the real ones are used. */
export interface Connection {
  readonly credential: Credential;
  readonly httpClient?: HttpClient;
  readonly az?: Az;
}

export type Service = 'management' | 'graph';

export interface RestRequest {
  readonly method: 'GET' | 'POST';
  /** Path on the service, with a leading slash; its parts are escaped by the caller (`path`). */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly service?: Service;
}

/** Who is signed in, as the access token says. */
export interface Caller {
  readonly objectId: string;
  readonly tenantId: string;
  readonly name: string;
}

/** The SDK clients, each loaded and made when it is first asked for, one for each subscription. */
export interface Clients {
  authorization(subscription: string): Promise<AuthorizationManagementClient>;
  compute(subscription: string): Promise<ComputeManagementClient>;
  containerService(subscription: string): Promise<ContainerServiceClient>;
  imageBuilder(subscription: string): Promise<ImageBuilderClient>;
  msi(subscription: string): Promise<ManagedServiceIdentityClient>;
  network(subscription: string): Promise<NetworkManagementClient>;
  privateDns(subscription: string): Promise<PrivateDnsManagementClient>;
  resources(subscription: string): Promise<ResourceManagementClient>;
  subscriptions(): Promise<SubscriptionClient>;
  /** What has no client of its own. Gives the JSON body; the body of an answer without one is `undefined`. @throws RestError */
  rest(request: RestRequest, signal: AbortSignal): Promise<unknown>;
  caller(signal: AbortSignal): Promise<Caller>;
  az: Az;
}

/** Builds a query whose clients are typed; outside, the type of the clients is erased. */
export const query = <Args, Value>(spec: Query<Args, Value, Clients>): Query<Args, Value, Clients> => spec;

/** A path from parts that may hold anything: each part is escaped. */
export const path = (...parts: readonly string[]): string =>
  parts.map((part) => `/${encodeURIComponent(part)}`).join('');

/** The path of an ARM id (or scope), each part escaped, so that no id can turn into another address. */
export const idPath = (id: string): string => path(...id.split('/').filter((part) => part !== ''));

/** All of a list in pages. @throws NotRun where the service sends more pages than any list of this kind has */
export async function all<Item>(pages: AsyncIterable<Item>, most = 50_000): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of pages) {
    if (items.length >= most) throw new NotRun(`the list is longer than ${most} entries`);
    items.push(item);
  }
  return items;
}

/** All of a list that has no client. The next page is asked from the same service, whatever address its link names. */
export async function restAll(
  clients: Clients,
  request: RestRequest,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let next: RestRequest | undefined = request;
  for (let pages = 0; next; pages += 1) {
    if (pages === 500) throw new NotRun('the list has more than 500 pages');
    const page = asObject(await clients.rest(next, signal));
    items.push(...asList(page['value']));
    next = nextPage(request, page['nextLink'] ?? page['@odata.nextLink']);
  }
  return items;
}

function nextPage(request: RestRequest, link: unknown): RestRequest | undefined {
  if (typeof link !== 'string' || link === '') return undefined;
  const url = new URL(link);
  return { ...request, path: url.pathname, query: Object.fromEntries(url.searchParams) };
}

/** Reading of what came over the wire: wrong types become `undefined` or empty, never an exception deep in a check. */
export const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
export const asNumber = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const texts = (values: readonly (string | undefined)[] | undefined): readonly string[] =>
  (values ?? []).filter((value) => value !== undefined);
