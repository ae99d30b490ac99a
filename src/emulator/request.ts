import type { Region, Reply, SubscriptionWorld, World } from './types.ts';

/** A request to Azure Resource Manager, taken apart. */
export interface ArmRequest {
  readonly method: string;
  /** Decoded, without doubled or closing slashes. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly world: World;
}

/** The words in the path that stand where the pattern has `{names}`. */
export type Words = Readonly<Record<string, string>>;

export interface Route {
  readonly method: 'GET' | 'POST';
  /** `/subscriptions/{subscription}/providers/...`; `{scope}` stands for any path. */
  readonly pattern: string;
  /** The type whose API versions count. */
  readonly type: string;
  readonly action: string;
  readonly answer: (words: Words, request: ArmRequest) => Reply;
  /** Everybody who is signed in may ask; what is shown is filtered by what the caller sees. */
  readonly open?: true;
}

export const reply = (body: unknown): Reply => ({ status: 200, body });

/** One page of a list, with the link to the next one. */
export function page(items: readonly unknown[], request: ArmRequest): Reply {
  const from = Number(request.query.get('$skiptoken') ?? 0);
  const upTo = from + request.world.pageSize;
  if (upTo >= items.length) return reply({ value: items.slice(from) });
  const query = new URLSearchParams(request.query);
  query.set('$skiptoken', String(upTo));
  const nextLink = `https://management.azure.com${encodeURI(request.path)}?${query}`;
  return reply({ value: items.slice(from, upTo), nextLink });
}

export function subscriptionOf(words: Words, world: World): SubscriptionWorld {
  const found = world.subscriptions.find((one) => one.id === words['subscription']?.toLowerCase());
  if (!found) throw new Error(`the request was not checked for its subscription: ${words['subscription']}`);
  return found;
}

const plain = (name: string | undefined): string => (name ?? '').toLowerCase().replaceAll(' ', '');

export const regionOf = (words: Words, world: World): Region | undefined =>
  subscriptionOf(words, world).regions.find((region) => region.name === plain(words['location']));
