import type { Node } from '../src/core/decision.ts';
import { engineOf } from '../src/core/engine.ts';
import type { Rule } from '../src/core/rule.ts';
import type { Contribution } from '../src/plan/contribution.ts';
import { exposure, isIntegrated, isPrivate } from './api/exposure.ts';
import { operatorAccess } from './api/operator-access.ts';
import { areas } from './areas.ts';
import { contributions as base } from './base/contributions.ts';
import { location } from './base/location.ts';
import { clusterName, lifecycle, resourceGroup, tags } from './base/names.ts';
import { owners } from './base/owners.ts';
import { subscription, tenant } from './base/subscription.ts';
import { FACTS_READ } from './facts/dates.ts';
import { jumpBox, jumpBoxTopology } from './jb/enable.ts';
import { virtualNodePods, virtualNodes } from './node/virtual-nodes.ts';

/** The only registry. List order is asking order; what a decision reads stands before it. */
const nodes: readonly Node[] = [
  // Basics
  subscription,
  tenant,
  location,
  clusterName,
  resourceGroup,
  owners,
  tags,
  lifecycle,
  // Workloads
  virtualNodes,
  virtualNodePods,
  // API access
  exposure,
  isPrivate,
  isIntegrated,
  operatorAccess,
  // Jump box: whether and in which subnets; the address plan reads it
  jumpBox,
  jumpBoxTopology,
  // Network
  // Egress
  // Node resource group
  // Identity
  // Pod identity
  // Versions and patching
  // Availability
  // Virtual nodes
  // Jump box
  // Delivery
];

const rules: readonly Rule[] = [];

export const contributions: readonly Contribution[] = [...base];

export const engine = engineOf({ areas, nodes, rules, factsRead: FACTS_READ });
