import { mayCaller, seesSubscription } from './access.ts';
import { childrenOf, kindOf } from './documents.ts';
import * as error from './errors.ts';
import { render } from './render.ts';
import { type ArmRequest, page, type Route, reply, subscriptionOf, type Words } from './request.ts';
import { AUTHORIZATION_ROUTES } from './routes-authorization.ts';
import { REGION_ROUTES } from './routes-regions.ts';
import { SUBSCRIPTION_ROUTES } from './routes-subscriptions.ts';
import type { Document, Reply } from './types.ts';
import { typeOf, typesIn } from './versions.ts';

const ROUTES = [...AUTHORIZATION_ROUTES, ...REGION_ROUTES, ...SUBSCRIPTION_ROUTES].map((route) => ({
  route,
  matcher: matcherOf(route.pattern),
}));

/** `{scope}` takes any path, other names one segment. */
function matcherOf(pattern: string): RegExp {
  const parts = pattern.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part.replace(/[.$]/g, '\\$&');
    return name === 'scope' ? '(?<scope>.*?)' : `(?<${name}>[^/]+)`;
  });
  return new RegExp(`^${parts.join('')}$`, 'i');
}

/** What Azure Resource Manager would answer, in the order in which it finds fault. */
export function answerArm(request: ArmRequest): Reply {
  if (!request.query.has('api-version')) return error.noVersion();
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(request.path)?.[1];
  if (subscription !== undefined && !knows(subscription, request)) return error.noSubscription(subscription);
  for (const { route, matcher } of ROUTES) {
    const found = matcher.exec(request.path);
    if (found && route.method === request.method) return answerRoute(route, found.groups ?? {}, request);
  }
  return answerResource(request);
}

const knows = (subscription: string, { world }: ArmRequest): boolean =>
  world.subscriptions.some((one) => one.id === subscription.toLowerCase()) && seesSubscription(subscription, world);

function answerRoute(route: Route, words: Words, request: ArmRequest): Reply {
  const refused = refusedVersion(route.type, request) ?? refusedNamespace(route.type, words, request);
  if (refused) return refused;
  const scope = scopeOf(words);
  if (!route.open && !mayCaller(route.action, scope, request.world)) {
    return error.notAllowed(route.action, scope, request.world);
  }
  return route.answer(words, request);
}

function scopeOf(words: Words): string {
  if (words['scope'] !== undefined) return words['scope'] === '' ? '/' : words['scope'];
  const group = words['group'] === undefined ? '' : `/resourceGroups/${words['group']}`;
  return `/subscriptions/${words['subscription'] ?? ''}${group}`;
}

function refusedVersion(type: string, request: ArmRequest): Reply | undefined {
  const [namespace = '', ...rest] = type.split('/');
  const version = request.query.get('api-version') ?? '';
  const known = typeOf(type);
  if (!known) {
    const family = typesIn(namespace);
    if (family.length === 0) return error.wrongNamespace(namespace);
    return error.wrongType(rest.join('/'), namespace, version, family[0]?.versions ?? []);
  }
  if (known.versions.includes(version)) return undefined;
  const locations = request.world.subscriptions[0]?.regions.map((region) => region.name) ?? [];
  return error.wrongVersion(rest.join('/'), version, known.versions, locations);
}

/** These belong to Resource Manager itself and need no registration. */
const BUILT_IN = new Set([
  'microsoft.resources',
  'microsoft.authorization',
  'microsoft.features',
  'microsoft.policyinsights',
]);

function refusedNamespace(type: string, words: Words, request: ArmRequest): Reply | undefined {
  const namespace = type.split('/', 1)[0] ?? '';
  if (words['subscription'] === undefined || BUILT_IN.has(namespace.toLowerCase())) return undefined;
  const states = Object.entries(subscriptionOf(words, request.world).providers);
  const state = states.find(([name]) => name.toLowerCase() === namespace.toLowerCase())?.[1];
  return state === 'Registered' ? undefined : error.notRegistered(namespace);
}

const RESOURCE =
  /^\/subscriptions\/(?<subscription>[^/]+)(?:\/resourceGroups\/(?<group>[^/]+))?\/providers\/(?<rest>.+)$/i;

/** Any resource or list of resources: what the documents have. */
function answerResource(request: ArmRequest): Reply {
  const words = RESOURCE.exec(request.path)?.groups;
  if (!words || request.method !== 'GET')
    return error.failure(404, 'NotFound', `No such address: ${request.method} ${request.path}`);
  const isList = (words['rest'] ?? '').split('/').length % 2 === 0;
  const { type } = kindOf(isList ? `${request.path}/x` : request.path);
  // Whether a read of resources needs the registration too is UNVERIFIED; nothing can stand in a namespace that is not registered.
  const refused = refusedVersion(type, request);
  if (refused) return refused;
  const spelled = typeOf(type)?.type ?? type;
  return isList ? answerList(spelled, request) : answerOne(spelled, words, request);
}

function answerOne(type: string, words: Words, request: ArmRequest): Reply {
  const { world, path } = request;
  const action = `${type}/read`;
  if (!mayCaller(action, path, world)) return error.notAllowed(action, path, world);
  const found = world.documents.get(path.toLowerCase());
  if (found) return reply(render(found, world));
  return absence(type, words['group'] ?? '', request);
}

function absence(type: string, group: string, { world, path }: ArmRequest): Reply {
  const groupId = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(path)?.[0] ?? '';
  if (!world.documents.has(groupId.toLowerCase())) return error.noGroup(group);
  const { name } = kindOf(path);
  const parent = path.split('/').slice(0, -2).join('/');
  const isChild = type.split('/').length > 2;
  if (isChild && !world.documents.has(parent.toLowerCase())) return error.noParent(type, parent);
  return error.noResource(type, name, group);
}

/** ARM shows of a list what the caller may read, and refuses where that is nothing. */
function answerList(type: string, request: ArmRequest): Reply {
  const { world, path } = request;
  const action = `${type}/read`;
  const start = path.split(/\/providers\//i, 1)[0] ?? '';
  const all = type.split('/').length > 2 ? childrenAt(path, world.documents) : underneath(start, type, world.documents);
  const seen = all.filter((one) => mayCaller(action, one.id, world));
  if (seen.length === 0 && !mayCaller(action, start, world)) return error.notAllowed(action, start, world);
  const parent = path.split('/').slice(0, -1).join('/');
  if (type.split('/').length > 2 && !world.documents.has(parent.toLowerCase())) return error.noParent(type, parent);
  return page(
    seen.map((one) => render(one, world)),
    request,
  );
}

const childrenAt = (path: string, documents: ReadonlyMap<string, Document>): readonly Document[] => {
  const parts = path.split('/');
  return childrenOf(documents, parts.slice(0, -1).join('/'), parts.at(-1) ?? '');
};

const underneath = (start: string, type: string, documents: ReadonlyMap<string, Document>): readonly Document[] =>
  [...documents.values()]
    .filter((one) => one.type.toLowerCase() === type.toLowerCase())
    .filter((one) => one.id.toLowerCase().startsWith(`${start.toLowerCase()}/`))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
