import { partsOfId } from '../../plan/ids.ts';
import { findResource, isRuntime, type Plan, PlanBug, type Resource } from '../../plan/plan.ts';
import { isList, isMarker, type Param, type Ref, type Scalar, type Value, walk } from '../../plan/value.ts';
import { BODY_FILE } from '../az/command.ts';
import type { Word } from '../az/row.ts';
import type { Names } from './names.ts';
import { inDoubleQuotes, quote, quoteValue } from './quote.ts';

/** A piece of a word: text, a variable, or what a command prints. */
type Piece = { readonly text: string } | { readonly variable: string } | { readonly output: string };

/** The plan as bash says it: its values as words that refer to the variables at the top. */
export class Words {
  readonly plan: Plan;
  readonly names: Names;

  constructor(plan: Plan, names: Names) {
    this.plan = plan;
    this.names = names;
  }

  /** What one word of an az command becomes: mostly one word of bash, more where it is spread, none where a spread is empty. */
  words(word: Word): readonly string[] {
    if (word === BODY_FILE) return ['"$BODY"'];
    if (typeof word === 'object' && word !== null && !Array.isArray(word)) {
      if ('comma' in word) return [this.#comma(word.comma as Value)];
      if ('spread' in word) return itemsOf(word.spread as Value).flatMap((one) => this.#spread(one));
      if ('pair' in word) {
        const [key, one] = word.pair as readonly [string, Value];
        return [render([{ text: `${key}=` }, ...this.#pieces(one)])];
      }
      if ('lastOf' in word) return [`"\${${this.names.id(String(word.lastOf))}##*/}"`];
      if ('json' in word) return [this.#json(...(word.json as readonly [string, Value]))];
    }
    return [this.word(word as Value)];
  }

  /** A value as one word of bash. */
  word(value: Value): string {
    return render(this.#pieces(value));
  }

  /** The id of a resource, made of the variables of its scope. */
  idText(resource: Resource): string {
    if (resource.existing !== undefined) return quoteValue(resource.existing);
    const up = (symbol: string): Piece => ({ variable: this.names.id(symbol) });
    const name = this.#pieces(resource.name);
    const root: Piece[] = [{ text: '/subscriptions/' }, { variable: 'SUBSCRIPTION' }];
    if (resource.type === 'Microsoft.Resources/resourceGroups')
      return render([...root, { text: '/resourceGroups/' }, ...name]);
    const { scope, type } = resource;
    if (scope.in === 'subscription') return render([...root, { text: `/providers/${type}/` }, ...name]);
    if (scope.in === 'group') return render([up(scope.group), { text: `/providers/${type}/` }, ...name]);
    if (scope.in === 'parent')
      return render([up(scope.of), { text: `/${type.slice(type.lastIndexOf('/') + 1)}/` }, ...name]);
    return render([up(scope.of), { text: `/providers/${type}/` }, ...name]);
  }

  /** The id of something inside a resource. */
  partId(symbol: string, segment: string, name: Value): string {
    return render([{ variable: this.names.id(symbol) }, { text: `/${segment}/` }, ...this.#pieces(name)]);
  }

  /** A list as an array's elements: `("a" "b")` without the brackets. */
  elements(value: Value): readonly string[] {
    return itemsOf(value).flatMap((one) => this.#spread(one));
  }

  #spread(value: Value): readonly string[] {
    if (isMarker(value) && value.$ === 'param' && Array.isArray(value.value)) {
      const name = this.names.param(value.name);
      return [`\${${name}[@]+"\${${name}[@]}"}`];
    }
    return [this.word(value)];
  }

  #comma(value: Value): string {
    const items = itemsOf(value);
    const hasList = items.some((one) => isMarker(one) && one.$ === 'param' && Array.isArray(one.value));
    if (hasList) return `"$(joined , ${items.flatMap((one) => this.#spread(one)).join(' ')})"`;
    return render(items.flatMap((one, i) => (i === 0 ? this.#pieces(one) : [{ text: ',' }, ...this.#pieces(one)])));
  }

  /** `path=<JSON>`: az reads the value as JSON, so that text stays text whatever it looks like. */
  #json(path: string, value: Value): string {
    const pieces = this.#pieces(value);
    if (isTextual(value)) {
      const inner = pieces.map(
        (piece): Piece =>
          'text' in piece
            ? { text: JSON.stringify(piece.text).slice(1, -1) }
            : { output: `json_text ${render([piece])}` },
      );
      return render([{ text: `${path}="` }, ...inner, { text: '"' }]);
    }
    return render([{ text: `${path}=` }, ...pieces]);
  }

  #pieces(value: Value): readonly Piece[] {
    if (isMarker(value)) {
      switch (value.$) {
        case 'param':
          return [{ variable: this.names.param(value.name) }];
        case 'subscription':
          return [{ variable: 'SUBSCRIPTION' }];
        case 'join':
          return value.parts.flatMap((part) => this.#pieces(part));
        case 'guid':
          return [{ output: `arm_guid ${value.of.map((one) => this.word(one)).join(' ')}` }];
        case 'ref':
          return this.#ref(value);
        case 'by-id': {
          const [only, ...more] = value.of;
          if (only === undefined || more.length > 0) throw new PlanBug('az takes exactly one identity here');
          return this.#pieces(only);
        }
        default:
          throw new PlanBug(`a ${value.$} is no word`);
      }
    }
    if (isList(value) || typeof value === 'object') {
      if (value === null) return [{ text: 'null' }];
      throw new PlanBug(`${JSON.stringify(value)} is no word`);
    }
    return [{ text: String(value) }];
  }

  #ref(ref: Ref): readonly Piece[] {
    if (isRuntime(ref)) return [{ variable: this.names.runtime(ref) }];
    if (ref.out === 'id') return [{ variable: this.names.id(ref.symbol) }];
    const resource = findResource(this.plan, ref.symbol);
    return resource.existing === undefined
      ? this.#pieces(resource.name)
      : [{ text: partsOfId(resource.existing).name }];
  }
}

/** What a list holds: of a set, a plain list, or the one value. */
export function itemsOf(value: Value): readonly Value[] {
  if (isMarker(value) && value.$ === 'set') return value.of;
  return isList(value) ? value : [value];
}

/** What only Azure knows among the values, each once, in their order. */
export function runtimeIn(values: readonly Value[]): readonly Ref[] {
  const found = new Map<string, Ref>();
  for (const value of values)
    walk(value, (one) => {
      if (isMarker(one) && one.$ === 'ref' && isRuntime(one)) found.set(`${one.symbol} ${one.out}`, one);
    });
  return [...found.values()];
}

/** The values of this cluster among the values, by name. @throws PlanBug when one name has two values */
export function paramsIn(values: readonly Value[]): ReadonlyMap<string, Param> {
  const found = new Map<string, Param>();
  for (const value of values)
    walk(value, (one) => {
      if (!isMarker(one) || one.$ !== 'param') return;
      const before = found.get(one.name);
      if (before && JSON.stringify(before.value) !== JSON.stringify(one.value))
        throw new PlanBug(
          `the parameter ${one.name} has two values: ${JSON.stringify(before.value)} and ${JSON.stringify(one.value)}`,
        );
      if (!before) found.set(one.name, one);
    });
  return found;
}

export const scalarText = (value: Scalar): string => quoteValue(value === null ? '' : String(value));

const isTextual = (value: Value): boolean => {
  if (typeof value === 'string') return true;
  if (!isMarker(value)) return false;
  return value.$ === 'param' ? typeof value.value === 'string' : value.$ !== 'set' && value.$ !== 'keyed';
};

function render(pieces: readonly Piece[]): string {
  if (pieces.every((piece) => 'text' in piece))
    return quote(pieces.map((piece) => ('text' in piece ? piece.text : '')).join(''));
  const inner = pieces.map((piece, i) => {
    if ('text' in piece) return inDoubleQuotes(piece.text);
    if ('output' in piece) return `$(${piece.output})`;
    const next = pieces[i + 1];
    const runsOn = next !== undefined && 'text' in next && /^[\w[]/.test(next.text);
    return runsOn ? `\${${piece.variable}}` : `$${piece.variable}`;
  });
  return `"${inner.join('')}"`;
}
