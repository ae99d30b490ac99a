import { partsOfId } from '../../plan/ids.ts';
import { findResource, isRuntime, PlanBug } from '../../plan/plan.ts';
import { isBody, isList, isMarker, type Value } from '../../plan/value.ts';
import { itemsOf, type Words } from './values.ts';

/** A place of a body file and the word that fills it. `NAME!` takes JSON, `NAME` the inside of a JSON text. */
export interface Place {
  readonly name: string;
  readonly word: string;
}

/** A body as a JSON file with places `@{NAME}` for the variables of the script. */
export function bodyFile(words: Words, body: Value): { readonly text: string; readonly places: readonly Place[] } {
  const places = new Map<string, string>();
  const json = template(words, body, places);
  return {
    text: `${JSON.stringify(json, undefined, 2)
      // what a body says itself is never taken for a place
      .replaceAll('@{', '@\\u007b')
      .replaceAll(OPEN, '@{')}\n`,
    places: [...places].map(([name, word]) => ({ name, word })),
  };
}

/** Stands for the start of a place until the file's own text is escaped. A noncharacter: no text may hold it, see `clean`. */
const OPEN = '\ufdd0';

function template(words: Words, value: Value, places: Map<string, string>): unknown {
  const inner = (one: Value) => template(words, one, places);
  if (isMarker(value)) {
    switch (value.$) {
      case 'keyed':
        return Object.entries(value.items).map(([key, item]) => ({
          [value.key]: clean(key),
          ...(inner(item) as object),
        }));
      case 'set':
        return list(words, value.of, places);
      case 'by-id':
        return Object.fromEntries(value.of.map((one) => [inner(one), {}]));
      case 'param':
        return param(words, value, places);
      case 'join':
        return value.parts
          .map((part) => (isMarker(part) && part.$ === 'param' ? textPlace(words, part, places) : String(inner(part))))
          .join('');
      case 'ref':
        if (value.out === 'name' && !isRuntime(value)) {
          const of = findResource(words.plan, value.symbol);
          return of.existing === undefined ? inner(of.name) : clean(partsOfId(of.existing).name);
        }
        return place(
          words,
          value,
          places,
          value.out === 'id' ? words.names.id(value.symbol) : words.names.runtime(value),
        );
      case 'subscription':
        return place(words, value, places, 'SUBSCRIPTION');
      case 'guid':
        return place(
          words,
          value,
          places,
          `GUID_${[...places.keys()].filter((name) => name.startsWith('GUID_')).length + 1}`,
        );
    }
  }
  if (isList(value)) return list(words, value, places);
  if (isBody(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [clean(key), inner(one)]));
  return typeof value === 'string' ? clean(value) : value;
}

function list(words: Words, items: readonly Value[], places: Map<string, string>): unknown {
  return items.map((one) => template(words, one, places));
}

function param(words: Words, value: Extract<Value, { readonly $: 'param' }>, places: Map<string, string>): string {
  if (typeof value.value === 'string') return textPlace(words, value, places);
  const name = words.names.param(value.name);
  const word = Array.isArray(value.value)
    ? `"$(json_list ${itemsOf(value)
        .flatMap((one) => words.words({ spread: one }))
        .join(' ')})"`
    : words.word(value);
  places.set(`${name}!`, word);
  return `${OPEN}${name}!}`;
}

const textPlace = (words: Words, value: Extract<Value, { readonly $: 'param' }>, places: Map<string, string>): string =>
  place(words, value, places, words.names.param(value.name));

function place(words: Words, value: Value, places: Map<string, string>, name: string): string {
  places.set(name, words.word(value));
  return `${OPEN}${name}}`;
}

function clean(text: string): string {
  if (text.includes(OPEN)) throw new PlanBug('a body holds U+FDD0, which is no character');
  return text;
}
