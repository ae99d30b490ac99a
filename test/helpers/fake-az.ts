import { readFileSync } from 'node:fs';

/** How the fake az answers a command line: what it prints, how it ends, what comes to exist. */
export interface Rule {
  /** A regular expression over the whole command line. */
  readonly match: string;
  readonly exit?: number;
  readonly stderr?: string;
  readonly out?: string;
  /** How often it answers so; once when it is not said. */
  readonly times?: number;
  readonly set?: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly location?: string | undefined;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties?: Record<string, unknown>;
  readonly state?: string;
}

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where what a command makes stands in its group: the namespace, then each segment with the argument that names it. */
const PLACES: Readonly<Record<string, readonly [string, ...(readonly [segment: string, argument: string])[]]>> = {
  'network vnet create': ['Microsoft.Network', ['virtualNetworks', '--name']],
  'network vnet subnet create': ['Microsoft.Network', ['virtualNetworks', '--vnet-name'], ['subnets', '--name']],
  'network vnet peering create': [
    'Microsoft.Network',
    ['virtualNetworks', '--vnet-name'],
    ['virtualNetworkPeerings', '--name'],
  ],
  'network nsg create': ['Microsoft.Network', ['networkSecurityGroups', '--name']],
  'network nsg rule create': [
    'Microsoft.Network',
    ['networkSecurityGroups', '--nsg-name'],
    ['securityRules', '--name'],
  ],
  'network route-table create': ['Microsoft.Network', ['routeTables', '--name']],
  'network route-table route create': [
    'Microsoft.Network',
    ['routeTables', '--route-table-name'],
    ['routes', '--name'],
  ],
  'network nat gateway create': ['Microsoft.Network', ['natGateways', '--name']],
  'network public-ip create': ['Microsoft.Network', ['publicIPAddresses', '--name']],
  'network private-dns zone create': ['Microsoft.Network', ['privateDnsZones', '--name']],
  'network private-dns link vnet create': [
    'Microsoft.Network',
    ['privateDnsZones', '--zone-name'],
    ['virtualNetworkLinks', '--name'],
  ],
  'identity create': ['Microsoft.ManagedIdentity', ['userAssignedIdentities', '--name']],
  'identity federated-credential create': [
    'Microsoft.ManagedIdentity',
    ['userAssignedIdentities', '--identity-name'],
    ['federatedIdentityCredentials', '--name'],
  ],
  'aks create': ['Microsoft.ContainerService', ['managedClusters', '--name']],
  'aks nodepool add': ['Microsoft.ContainerService', ['managedClusters', '--cluster-name'], ['agentPools', '--name']],
  'aks maintenanceconfiguration add': [
    'Microsoft.ContainerService',
    ['managedClusters', '--cluster-name'],
    ['maintenanceConfigurations', '--name'],
  ],
  'sig create': ['Microsoft.Compute', ['galleries', '--gallery-name']],
  'sig image-definition create': [
    'Microsoft.Compute',
    ['galleries', '--gallery-name'],
    ['images', '--gallery-image-definition'],
  ],
  'image builder run': ['Microsoft.VirtualMachineImages', ['imageTemplates', '--name']],
};

const ASSIGNMENT = /roleAssignments\/[^/]+$/i;

/** Stands in for az: records each command line, keeps what was created, and fails as the rules say. */
export class FakeAz {
  readonly calls: (readonly string[])[] = [];
  /** What exists, by id. */
  store: Record<string, Resource> = {};
  #rules: { rule: Rule; left: number }[] = [];

  set rules(rules: readonly Rule[]) {
    this.#rules = rules.map((rule) => ({ rule, left: rule.times ?? 1 }));
  }

  answer(argv: readonly string[]): Answer {
    this.calls.push(argv);
    const hit = this.#rules.find(({ rule, left }) => left > 0 && new RegExp(rule.match).test(argv.join(' ')));
    if (!hit) return this.#act(new Line(argv));
    hit.left -= 1;
    const { rule } = hit;
    this.store = { ...this.store, ...rule.set };
    if (rule.exit === undefined) return this.#act(new Line(argv));
    return { code: rule.exit, out: rule.out ?? '', err: rule.stderr === undefined ? '' : `${rule.stderr}\n` };
  }

  #find(id: string): Resource | undefined {
    return Object.entries(this.store).find(([one]) => same(one, id))?.[1];
  }

  #act(line: Line): Answer {
    const made = line.made();
    if (made !== undefined) return this.#create(line, made);
    const id = line.option('--ids') ?? '';
    const resource = this.#find(id);
    switch (line.command) {
      case 'resource show':
        return resource ? ok(show(resource, line.option('--query') ?? '')) : notFound(id);
      case 'resource update':
        if (!resource) return notFound(id);
        if (resource.properties) resource.properties['provisioningState'] = 'Succeeded';
        return ok();
      case 'resource delete':
        return this.#delete(id);
      case 'resource list':
        return ok(this.#inGroup(line).join('\n'));
      case 'rest':
        if (line.option('--method') === 'delete') return this.#delete(line.option('--url')?.split('?')[0] ?? '');
        return ok(line.option('--url')?.endsWith('/roleAssignments') ? this.#assignments(line).join('\n') : '');
      case 'image builder run':
        return this.#build(line.place() ?? '');
      case 'version':
        return ok('2.91.0');
      case 'account show':
        return ok('Enabled\nops@contoso.com');
      case 'feature show':
        return ok(this.store[`${line.option('--namespace')}/${line.option('--name')}`]?.state ?? 'Registered');
      case 'provider show':
        return ok(this.store[line.option('--namespace') ?? '']?.state ?? 'NotRegistered');
      case 'provider register':
        this.store = { ...this.store, [line.option('--namespace') ?? '']: { state: 'Registered' } };
        return ok();
      default:
        return ok();
    }
  }

  #create(line: Line, id: string): Answer {
    if (this.#find(id)) return { code: 1, out: '', err: `ERROR: ${id} was put over\n` };
    this.store = { ...this.store, [id]: line.body(id) };
    return ok();
  }

  #build(id: string): Answer {
    const template = this.#find(id);
    if (!template) return notFound(id);
    const lastRunStatus = { runState: 'Succeeded', startTime: '2026-11-25T00:00:00Z' };
    this.store = { ...this.store, [id]: { ...template, properties: { ...template.properties, lastRunStatus } } };
    return ok();
  }

  /** What is in it goes with it. */
  #delete(id: string): Answer {
    const inside = `${id}/`.toLowerCase();
    const stays = ([one]: [string, unknown]) => !same(one, id) && !one.toLowerCase().startsWith(inside);
    this.store = Object.fromEntries(Object.entries(this.store).filter(stays));
    return ok();
  }

  #inGroup(line: Line): readonly string[] {
    const group = `${line.group()}/providers/`.toLowerCase();
    // Azure lists no role assignments there
    return Object.keys(this.store).filter((one) => one.toLowerCase().startsWith(group) && !ASSIGNMENT.test(one));
  }

  #assignments(line: Line): readonly string[] {
    const text = line.argv.join(' ');
    const principal = /principalId eq '([^']*)'/.exec(text)?.[1];
    const role = /ends_with\(properties.roleDefinitionId, '([^']*)'\)/.exec(text)?.[1] ?? '';
    return Object.entries(this.store).flatMap(([id, { properties }]) =>
      ASSIGNMENT.test(id) &&
      properties?.['principalId'] === principal &&
      String(properties?.['roleDefinitionId']).endsWith(role)
        ? [id]
        : [],
    );
  }
}

/** One command line of az. */
class Line {
  readonly argv: readonly string[];
  readonly command: string;

  constructor(argv: readonly string[]) {
    this.argv = argv;
    const end = argv.findIndex((word) => word.startsWith('--'));
    this.command = argv.slice(0, end < 0 ? argv.length : end).join(' ');
  }

  option(name: string): string | undefined {
    const at = this.argv.indexOf(name);
    return at < 0 ? undefined : this.argv[at + 1];
  }

  group(): string {
    return `/subscriptions/${this.option('--subscription')}/resourceGroups/${this.option('--resource-group')}`;
  }

  /** The id of what the command makes. */
  made(): string | undefined {
    const name = this.option('--name');
    switch (this.command) {
      case 'group create':
        return `/subscriptions/${this.option('--subscription')}/resourceGroups/${name}`;
      case 'role assignment create':
        return `${this.option('--scope')}/providers/Microsoft.Authorization/roleAssignments/${name}`;
      case 'resource create':
        return this.option('--id');
      case 'rest':
        return this.option('--method') === 'put' ? this.option('--url')?.split('?')[0] : undefined;
      default:
        return this.command.endsWith(' run') ? undefined : this.place();
    }
  }

  /** The id that the arguments name. */
  place(): string | undefined {
    const [namespace, ...segments] = PLACES[this.command] ?? [];
    if (namespace === undefined) return undefined;
    const path = segments.map(([segment, argument]) => `${segment}/${this.option(argument)}`).join('/');
    return `${this.group()}/providers/${namespace}/${path}`;
  }

  body(id: string): Resource {
    const file = (this.option('--properties') ?? this.option('--body'))?.slice(1);
    if (file !== undefined) return JSON.parse(readFileSync(file, 'utf8')) as Resource;
    const name = id.slice(id.lastIndexOf('/') + 1);
    const properties: Record<string, unknown> =
      this.command === 'role assignment create'
        ? { principalId: this.option('--assignee-object-id'), roleDefinitionId: this.option('--role') }
        : {
            principalId: `principal-of-${name}`,
            clientId: `client-of-${name}`,
            tenantId: `tenant-of-${name}`,
            oidcIssuerProfile: { issuerURL: `https://issuer.of/${name}` },
          };
    return { location: this.option('--location'), tags: this.#tags(), properties };
  }

  #tags(): Readonly<Record<string, string>> {
    const at = this.argv.indexOf('--tags');
    const rest = at < 0 ? [] : this.argv.slice(at + 1);
    const end = rest.findIndex((word) => word.startsWith('--'));
    const pairs = end < 0 ? rest : rest.slice(0, end);
    return Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );
  }
}

/** The queries of the shell library, which are a small part of JMESPath. */
function show(resource: Resource, query: string): string {
  if (query.includes('provisioningState')) return text(resource.properties?.['provisioningState'] ?? 'Succeeded');
  if (query === 'properties.subnets[].id')
    return ((resource.properties?.['subnets'] ?? []) as { id: string }[]).map((one) => one.id).join('\n');
  if (!query.startsWith('[')) return text(at(resource, query) ?? '');
  return query
    .slice(1, -1)
    .split(/, (?=to_string\()/)
    .map((one) => text(evaluate(resource, one.slice('to_string('.length, -1))))
    .join('\n');
}

/** A path, or `join(',', sort(PATH || `[]`))`. */
function evaluate(resource: Resource, query: string): unknown {
  const list = /^join\(',', sort\((.*) \|\| `\[\]`\)\)$/.exec(query)?.[1];
  if (list === undefined) return at(resource, query);
  return ((at(resource, list) ?? []) as string[]).toSorted().join(',');
}

/** Dotted names, with quotes where they have to be. */
function at(resource: unknown, query: string): unknown {
  const [, list, key, name, rest] = /^\((.*)\[\?(\w+)=='([^']*)'\] \| \[0\]\)\.(.*)$/.exec(query) ?? [];
  if (list !== undefined && key !== undefined && rest !== undefined) {
    const all = at(resource, list);
    return at(
      Array.isArray(all) ? all.find((one: Resource & Readonly<Record<string, unknown>>) => one[key] === name) : null,
      rest,
    );
  }
  const keys = [...query.matchAll(/("(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : String(JSON.parse(quoted)),
  );
  return keys.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], resource);
}

const text = (value: unknown): string =>
  value === undefined || value === null ? 'null' : typeof value === 'string' ? value : JSON.stringify(value);
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const ok = (out = ''): Answer => ({ code: 0, out: out === '' ? '' : `${out}\n`, err: '' });
const notFound = (id: string): Answer => ({
  code: 3,
  out: '',
  err: `ERROR: (ResourceNotFound) ${id} was not found.\n`,
});
