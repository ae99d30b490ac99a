/**
 * What an earlier run wrote, by its outputs.json: path -> SHA-256. `undefined` when the text is no manifest of ours: then
 * everything in the folder is a stranger's.
 */
export function readManifest(text: string): ReadonlyMap<string, string> | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const files = typeof document === 'object' && document !== null && 'files' in document ? document.files : undefined;
  if (!Array.isArray(files)) return undefined;
  const entries = files.flatMap((one: unknown) => (isEntry(one) ? [[one.path, one.sha256] as const] : []));
  return entries.length === files.length ? new Map(entries) : undefined;
}

const isEntry = (one: unknown): one is { readonly path: string; readonly sha256: string } =>
  typeof one === 'object' &&
  one !== null &&
  'path' in one &&
  'sha256' in one &&
  typeof one.path === 'string' &&
  typeof one.sha256 === 'string' &&
  /^[0-9a-f]{64}$/.test(one.sha256);
