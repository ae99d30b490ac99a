import { prefixOf } from './decision.ts';
import type { Engine } from './engine.ts';
import type { Field, Option, Shape } from './kind.ts';

type Json = Readonly<Record<string, unknown>>;

const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ADDRESS = `${OCTET}(\\.${OCTET}){3}`;

/** The JSON Schema (draft 2020-12) of a profile, for editors that complete and explain. It is wider than the strict reading: what is due, and rules, it does not know. */
export function schemaOf(engine: Engine): Json {
  const block = blockSchema(engine);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://aks-setup/profile-1.schema.json',
    title: 'aks-setup profile',
    type: 'object',
    additionalProperties: false,
    required: ['format'],
    properties: {
      format: { const: 1, description: 'The format of this file.' },
      writtenBy: { type: 'string', description: 'The program and the day of its facts; written anew each time.' },
      decisions: { ...block, description: 'Answers that a person chose.' },
      defaults: { ...block, description: 'Answers taken as recommended; move a line to decisions to make it yours.' },
      acknowledged: acknowledgedSchema(engine),
    },
  };
}

function blockSchema(engine: Engine): Json {
  const areas = new Map<string, Record<string, Json>>();
  for (const decision of engine.decisions) {
    const prefix = prefixOf(decision.id);
    const area = areas.get(prefix) ?? {};
    areas.set(prefix, area);
    area[decision.id.slice(prefix.length + 1)] = {
      ...shapeSchema(decision.kind),
      title: decision.question,
      description: decision.explain,
    };
  }
  const properties = engine.areas.flatMap(({ id, title }) => {
    const area = areas.get(id);
    return area ? [[id, { type: 'object', title, additionalProperties: false, properties: area }] as const] : [];
  });
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

const acknowledgedSchema = (engine: Engine): Json => ({
  type: 'array',
  description: 'Warnings and retired technology that a person accepted, for the answers named.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'for', 'because'],
    properties: {
      rule: { enum: engine.rules.map((rule) => rule.id) },
      for: { type: 'object', minProperties: 1 },
      because: { type: 'string', minLength: 1 },
      by: { type: 'string' },
      until: { type: 'string', pattern: DATE },
    },
  },
});

/** The JSON Schema of a kind of answer. */
export function shapeSchema(kind: Shape): Json {
  switch (kind.tag) {
    case 'toggle':
      return { type: 'boolean' };
    case 'choice':
      return optionSchema(kind.options);
    case 'text':
      return { type: 'string', pattern: `^(?:${kind.pattern})$`, maxLength: kind.max };
    case 'number':
      return { type: 'integer', minimum: kind.min, maximum: kind.max };
    case 'range':
      return rangeSchema(kind.words);
    case 'address':
      return { type: 'string', pattern: `^${ADDRESS}$` };
    case 'guid':
      return { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
    case 'resource-id':
      return { type: 'string', pattern: '^/subscriptions/[0-9a-f-]{36}/' };
    case 'list':
      return { type: 'array', items: shapeSchema(kind.of), minItems: kind.min, maxItems: kind.max, uniqueItems: true };
    case 'records':
      return { type: 'array', items: recordSchema(kind.fields), minItems: kind.min, maxItems: kind.max };
    case 'map':
      return mapSchema(kind);
  }
}

const optionSchema = (options: readonly Option[]): Json => ({
  oneOf: options.map((option) => ({ const: option.value, title: option.label, description: option.effect })),
});

function rangeSchema(words: readonly Option[]): Json {
  const range = { type: 'string', pattern: `^${ADDRESS}/(\\d|[12]\\d|3[0-2])$` };
  return words.length === 0 ? range : { anyOf: [range, optionSchema(words)] };
}

const recordSchema = (fields: readonly Field[]): Json => ({
  type: 'object',
  additionalProperties: false,
  required: fields.filter((field) => !field.optional && !field.fallback && !field.when).map((field) => field.name),
  properties: Object.fromEntries(
    fields.map((field) => [field.name, { ...shapeSchema(field.kind), title: field.question }]),
  ),
});

function mapSchema(kind: Extract<Shape, { tag: 'map' }>): Json {
  const value = shapeSchema(kind.value);
  if (!kind.keys) return { type: 'object', additionalProperties: value, maxProperties: kind.max };
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      kind.keys.map((key) => [key.value, { ...value, title: key.label, description: key.effect }]),
    ),
  };
}
