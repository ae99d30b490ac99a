import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the program is: what AKS_SETUP_KUBECONFORM names, or what test/tools/install.sh installed, or the first on PATH. */
export function findKubeconform(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const named = process.env['AKS_SETUP_KUBECONFORM'] ?? join(cache, 'aks-setup', 'bin', 'kubeconform');
  if (existsSync(named)) return named;
  const found = spawnSync('sh', ['-c', 'command -v kubeconform'], { encoding: 'utf8' }).stdout.trim();
  return found === '' ? undefined : found;
}

type Schema = { readonly [key: string]: unknown };
interface Stored {
  readonly kubernetes: (version?: string) => {
    readonly def: ReadonlyMap<string, Schema>;
    readonly kinds: ReadonlyMap<string, { readonly def: string }>;
  };
}

/** References as JSON Schema has them, and no field beside those that are named: what kubeconform's own schemas say with -strict. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [key, `#/definitions/${value}`] : [key, strict(value)],
  );
  const made = Object.fromEntries(entries) as Schema;
  if (made['format'] === 'int-or-string') return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  const closed = typeof made['properties'] === 'object' && made['additionalProperties'] === undefined;
  return closed ? { ...made, additionalProperties: false } : made;
}

/** Writes the schemas that kube-check has stored as kubeconform takes them, so that it fetches none; returns their location. */
export async function writeSchemas(folder: string, version: string): Promise<string> {
  const shared = resolve(process.env['AKS_SETUP_SHARED'] ?? '../shared');
  const file = resolve(shared, 'tools/kube-check/lib/schema.mjs');
  const { kubernetes } = (await import(pathToFileURL(file).href)) as Stored;
  const { def: defs, kinds } = kubernetes(version);
  const definitions = Object.fromEntries([...defs].map(([name, schema]) => [name, strict(schema)]));
  mkdirSync(folder, { recursive: true });
  for (const name of ['v1 Namespace', 'networking.k8s.io/v1 NetworkPolicy']) {
    const def = kinds.get(name)?.def;
    if (def === undefined) throw new Error(`kube-check has no schema for ${name}`);
    const [group, kind] = name.split(' ') as [string, string];
    const flat = group.replace('.k8s.io', '').replace('/', '-');
    writeFileSync(
      join(folder, `${kind.toLowerCase()}-${flat}.json`),
      JSON.stringify({ ...(definitions[def] as Schema), definitions }),
    );
  }
  return join(folder, '{{.ResourceKind}}{{.KindSuffix}}.json');
}

/** What kubeconform says of a folder of manifests; empty where all is well. */
export function conform(program: string, schemas: string, folders: readonly string[], version: string): string {
  const options = ['-strict', '-summary', '-kubernetes-version', `${version}.0`, '-schema-location', schemas];
  const ignored = ['-ignore-filename-pattern', 'kustomization\\.yaml$'];
  const { stdout, stderr, error } = spawnSync(program, [...options, ...ignored, ...folders], { encoding: 'utf8' });
  if (error) throw error;
  return stdout + stderr;
}
