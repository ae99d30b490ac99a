import { readFileSync, writeFileSync } from 'node:fs';

// usage: node equal-fill.ts CHOSEN FOLDER
// The fake of Azure evaluates no template. FOLDER has predicted.json, a template whose resources are those that the compiler
// predicts: this puts the values that the fake has chosen into it, leaves out what is written only where it does not exist,
// and writes main.json, which the rig takes for main.bicep.
const [chosen = '', folder = ''] = process.argv.slice(2);

interface Kept {
  readonly value: readonly { readonly id: string }[];
}

const { value: all } = JSON.parse(readFileSync(chosen, 'utf8')) as Kept;
const byId = new Map(all.map((one) => [one.id.toLowerCase(), one]));

const chosenOr = (text: string, id: string, path: string): string => {
  const property = (at: unknown, key: string) => (at as Record<string, unknown> | undefined)?.[key];
  return String(path.split('.').reduce<unknown>(property, byId.get(id.toLowerCase())) ?? text);
};

interface Predicted {
  readonly metadata: {
    readonly 'az-rig': readonly { readonly id: string; readonly type: string }[];
    readonly once: readonly string[];
  };
}

const text = readFileSync(`${folder}/predicted.json`, 'utf8').replace(
  /<(\/subscriptions\/[^>"]+)>\.([A-Za-z.]+)/g,
  chosenOr,
);
const template = JSON.parse(text) as Predicted;
const { 'az-rig': made, once } = template.metadata;
// the fake does not know onlyIfNotExists
const written = made.filter((one) => !(once.includes(one.type) && byId.has(one.id.toLowerCase())));
writeFileSync(`${folder}/main.json`, JSON.stringify({ ...template, metadata: { 'az-rig': written } }));
