import type { Contribution } from '../../src/plan/contribution.ts';
import { containerGroup, rights } from './aci-group.ts';
import { chart, workloadIdentity } from './chart.ts';
import { containerSubnet, nodeFlows } from './network-resources.ts';
import { notes, wayIn } from './notes.ts';
import { standbyPool } from './standby.ts';

export const contributions: readonly Contribution[] = [
  containerGroup,
  rights,
  standbyPool,
  workloadIdentity,
  chart,
  containerSubnet,
  nodeFlows,
  notes,
  wayIn,
];
