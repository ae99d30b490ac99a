import type { Document } from './types.ts';

type Body = Partial<Omit<Document, 'id' | 'name' | 'type'>>;

/** A document; type and name follow from its id. */
export function document(id: string, body: Body = {}): Document {
  const { type, name } = kindOf(id);
  return { id, name, type, ...body, properties: { provisioningState: 'Succeeded', ...body.properties } };
}

/** Type and name of a resource, of an extension of one, or of a resource group. */
export function kindOf(id: string): { readonly type: string; readonly name: string } {
  const segments = id.split('/').filter((part) => part !== '');
  const name = segments.at(-1) ?? '';
  const at = segments.map((part) => part.toLowerCase()).lastIndexOf('providers');
  if (at < 0) return { type: 'Microsoft.Resources/resourceGroups', name };
  const [namespace, ...rest] = segments.slice(at + 1);
  return { type: [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/'), name };
}

/** The documents directly below an id, of one type, in the order of their names. */
export function childrenOf(
  documents: ReadonlyMap<string, Document>,
  parent: string,
  child: string,
): readonly Document[] {
  const start = `${parent}/${child}/`.toLowerCase();
  return [...documents.values()]
    .filter((one) => one.id.toLowerCase().startsWith(start) && !one.id.slice(start.length).includes('/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
