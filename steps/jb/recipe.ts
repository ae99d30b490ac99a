import { createHash } from 'node:crypto';
import type { AnyRead } from '../../src/core/decision.ts';
import { BASE_IMAGES, baseImage } from '../facts/image-builder.ts';
import type { ToolSource } from '../facts/jump-box-tools.ts';
import { aptUpgrade } from './build.ts';
import type { Recipe } from './customizers.ts';
import { baseImageChoice } from './image.ts';
import { toolHashes, toolSources, toolVersions } from './tools.ts';

/** The answers that make the image. */
export const RECIPE_ANSWERS = [baseImageChoice, aptUpgrade, toolSources, toolVersions, toolHashes] as const;

export function recipeOf(read: AnyRead): Recipe {
  const versions = (read(toolVersions) ?? {}) as Readonly<Record<string, string>>;
  const hashes = (read(toolHashes) ?? {}) as Readonly<Record<string, string>>;
  const sources = read(toolSources) as readonly ToolSource[];
  return {
    base: baseImage(read(baseImageChoice) as string) ?? (BASE_IMAGES[0] as Recipe['base']),
    upgrade: read(aptUpgrade) as boolean,
    installations: sources.flatMap((source) => {
      const version = versions[source.tool];
      return version === undefined ? [] : [{ tool: source.tool, source, version, sha256: hashes[source.tool] }];
    }),
  };
}

/** Eight digits that change with the content: a template cannot be changed in place, so another content needs another name. */
export const digestOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8);
