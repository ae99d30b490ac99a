import type { Source } from '../../src/core/source.ts';
import type { Evidence } from './dates.ts';
import { azureCloudTag, normalizeRegion } from './regions.ts';

/** Who talks: the subnets that this program knows by purpose. */
export type FlowPlace = 'nodes' | 'containers' | 'build' | 'build-aci' | 'jumpbox' | 'helm-host';

/** The other end: one of ours, a service tag, a wildcard, or an address; `{region}` and `{azureCloud}` stand for the cluster's. */
export type FlowEnd = FlowPlace | (string & {});

/** An egress rule for a firewall. Exactly one of `fqdn`, `serviceTag` and `fqdnTag` names the destination. */
export interface EgressRule {
  readonly id: string;
  readonly from: readonly FlowPlace[];
  readonly fqdn?: string;
  readonly serviceTag?: string;
  readonly fqdnTag?: string;
  /** A service tag that may stand in where the firewall cannot match names. */
  readonly alternativeTag?: string;
  readonly protocol: 'Http' | 'Https' | 'Tcp' | 'Udp';
  readonly port: number;
  readonly required: boolean;
  readonly why: string;
  /** Words for when it is needed, where it is not always. */
  readonly when?: string;
  readonly evidence: Evidence;
  readonly source: Source;
}

/** A flow that a network security group must let through; the box the NSG evaluator subtracts rules from. */
export interface NsgFlow {
  readonly id: string;
  /** The subnet whose NSG is judged. */
  readonly on: FlowPlace;
  readonly direction: 'Inbound' | 'Outbound';
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly ports: readonly string[];
  readonly required: boolean;
  /** What a partly allowed flow means: inside the VNet a failure, towards the Internet a warning. */
  readonly partialIs: 'fail' | 'warn' | 'info';
  readonly why: string;
  readonly evidence: Evidence;
}

/** Fills `{region}` and `{azureCloud}` in a rule's text. */
export function inRegion(text: string, region: string): string {
  return text.replaceAll('{region}', normalizeRegion(region)).replaceAll('{azureCloud}', azureCloudTag(region));
}
