import type { EgressRule } from '../facts/flows.ts';
import type { BuildTopology } from '../facts/image-builder.ts';
import { imageBuilderEgress } from '../facts/image-builder-egress.ts';
import { buildEgressFor } from '../facts/jump-box-egress.ts';
import type { ToolSource } from '../facts/jump-box-tools.ts';

/** What the build of the image needs of a firewall: the service itself, and what its tools come from. */
export function buildEgressRules(
  topology: BuildTopology | undefined,
  tools: readonly ToolSource[],
): readonly EgressRule[] {
  if (topology === undefined || topology === 'none') return [];
  return [...imageBuilderEgress(topology), ...buildEgressFor(tools)];
}
