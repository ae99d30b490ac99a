import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Diagnostic {
  readonly source: string;
  readonly range: { readonly start: { readonly line: number; readonly char: number } };
  readonly level: string;
  readonly code: string;
  readonly message: string;
}

export interface Predicted {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly [key: string]: unknown;
}

export interface Compiler {
  readonly build: (file: string) => Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly contents: string }>;
  readonly buildParams: (
    file: string,
    overrides?: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly parameters: string; readonly template: string }>;
  readonly snapshot: (
    file: string,
    ids: Readonly<Record<string, string>>,
  ) => Promise<{ readonly predictedResources: readonly Predicted[]; readonly diagnostics: readonly Diagnostic[] }>;
  readonly format: (file: string) => Promise<string>;
  readonly close: () => void;
}

const shared = resolve(process.env['AKS_SETUP_SHARED'] ?? '../shared');
const client = resolve(shared, 'tools/bicep/client.mjs');

/** The real Bicep compiler, or `undefined` (said once) where it is not on this machine. */
export async function openCompiler(): Promise<Compiler | undefined> {
  if (!existsSync(client)) {
    console.log(`skipped: the Bicep compiler is not at ${client} (AKS_SETUP_SHARED names the folder above tools/)`);
    return undefined;
  }
  const { open } = (await import(pathToFileURL(client).href)) as { readonly open: () => Compiler };
  return open();
}
