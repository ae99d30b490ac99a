import { rule } from '../../src/core/rule.ts';
import { location } from '../base/location.ts';
import { inCluster } from '../delivery/in-cluster.ts';
import { egressType } from '../egress/type.ts';
import { learn } from '../facts/dates.ts';
import { NO_VNET_INTEGRATION } from '../facts/regions.ts';
import { inSpoke } from '../net/examples.ts';
import { ipam } from '../net/pods.ts';
import { vnetMode } from '../net/vnet.ts';
import { authorizedRanges } from './authorized-ranges.ts';
import { exposure, isIntegrated, isPrivate } from './exposure.ts';
import { operatorAccess } from './operator-access.ts';
import { runCommand } from './run-command.ts';

const CONNECT = learn('private-cluster-connect', 'Connect to a private cluster');
const RUN_COMMAND = learn('access-private-cluster', 'Run command');

export const exposureRules = [
  rule({
    id: 'API-6',
    severity: 'block',
    reads: [location, isIntegrated],
    broken: (read) => read(isIntegrated) && NO_VNET_INTEGRATION.regions.some((region) => region === read(location)),
    says: 'VNet integration of the API server is not offered in this region.',
    fix: 'Take Private Link there, or another region.',
    source: NO_VNET_INTEGRATION.source,
    examples: {
      broken: { 'base.location': 'qatarcentral', 'api.exposure': 'vnet-private' },
      fine: { 'base.location': 'qatarcentral', 'api.exposure': 'private-link' },
    },
  }),
  rule({
    id: 'API-17',
    severity: 'warn',
    reads: [exposure, authorizedRanges],
    broken: (read) =>
      read(exposure) === 'public' || (read(exposure) === 'vnet-public' && read(authorizedRanges)?.length === 0),
    says: 'The API server answers the whole internet: each weakness in it, and each stolen sign-in, can be used from everywhere.',
    fix: 'Make it private, or list the ranges that people come from.',
    source: learn('api-server-authorized-ip-ranges', 'API server authorized IP ranges'),
    examples: {
      broken: { 'api.exposure': 'public' },
      fine: { 'api.exposure': 'vnet-public', 'api.authorizedRanges': ['20.50.0.0/24'] },
    },
  }),
  rule({
    id: 'API-18',
    severity: 'warn',
    reads: [isPrivate, isIntegrated, egressType],
    broken: (read) => read(egressType) === 'none' && !read(isPrivate) && !read(isIntegrated),
    says: 'Nodes call a public API server through the cluster’s way out, and there is none.',
    fix: 'Bring the API server into the VNet, make it private, or give the nodes a way out.',
    source: learn('concepts-network-isolated', 'Network-isolated clusters'),
    unverified: 'Inferred from how nodes reach a public API server; no page rules it out.',
    examples: {
      broken: { 'egress.type': 'none', 'api.exposure': 'public' },
      fine: { 'egress.type': 'none', 'api.exposure': 'vnet-private' },
    },
  }),
  // Matrix row 6
  rule({
    id: 'API-19',
    severity: 'info',
    reads: [isIntegrated, vnetMode],
    broken: (read) => read(isIntegrated) && read(vnetMode) === 'managed',
    says: 'AKS makes the VNet and, in it, the subnet of the API server: both are in the node resource group and cannot be peered or routed by you.',
    fix: 'Nothing to change; take a VNet of your own if people or a firewall must reach it.',
    source: learn('api-server-vnet-integration', 'API Server VNet Integration'),
    examples: {
      broken: { 'net.vnet': 'managed', 'api.exposure': 'vnet-public', 'jb.enable': 'no' },
      fine: { 'net.vnet': 'new', 'api.exposure': 'vnet-public' },
    },
  }),
  rule({
    id: 'API-13',
    severity: 'warn',
    reads: [isPrivate, ipam, vnetMode],
    broken: (read) => read(isPrivate) && read(ipam) === 'kubenet' && read(vnetMode) === 'existing',
    says: 'If this VNet asks DNS servers of its own, a private cluster with kubenet and a route table of yours is not made until the route table is attached by hand.',
    fix: 'Take an overlay, or a VNet that asks Azure’s DNS.',
    source: learn('private-clusters', 'Private AKS clusters'),
    examples: {
      broken: { ...inSpoke(), 'net.ipam': 'kubenet' },
      fine: { ...inSpoke(), 'net.ipam': 'overlay' },
    },
  }),
  // Matrix row 16
  rule({
    id: 'RC-1',
    severity: 'block',
    reads: [inCluster, runCommand],
    broken: (read) => read(inCluster) === 'run-command' && !read(runCommand),
    says: 'Manifests would go through run command, which is closed: Azure would refuse each of them.',
    fix: 'Open run command, or apply manifests from the jump box or from here.',
    source: RUN_COMMAND,
    examples: {
      broken: { 'delivery.inCluster': 'run-command', 'api.runCommand': false },
      fine: { 'delivery.inCluster': 'run-command' },
    },
  }),
  rule({
    id: 'ACC-5',
    severity: 'block',
    reads: [operatorAccess, runCommand],
    broken: (read) => read(operatorAccess) === 'run-command' && !read(runCommand),
    says: 'People would get in through run command, which is closed: nobody could reach the private API server.',
    fix: 'Open run command, or choose another way in.',
    source: RUN_COMMAND,
    examples: {
      broken: { 'api.operatorAccess': 'run-command', 'api.runCommand': false },
      fine: { 'api.operatorAccess': 'run-command' },
    },
  }),
  rule({
    id: 'ACC-1',
    severity: 'warn',
    reads: [operatorAccess],
    broken: (read) => read(operatorAccess) === 'cloud-shell',
    says: 'Cloud Shell in a VNet can be set up only by an Owner of the subscription, and its parts are no part of these outputs.',
    fix: 'Have an Owner set it up, or use a jump box.',
    source: CONNECT,
    examples: {
      broken: { 'api.operatorAccess': 'cloud-shell', 'nrg.lockdown': 'Unrestricted' },
      fine: { 'api.operatorAccess': 'vpn' },
    },
  }),
  rule({
    id: 'ACC-2',
    severity: 'warn',
    reads: [operatorAccess],
    broken: (read) => read(operatorAccess) === 'bastion-tunnel',
    says: 'Bastion tunnelling to an API server is a preview: no support, and it may change.',
    fix: 'Use it beside another way in, or use a jump box.',
    source: CONNECT,
    examples: {
      broken: { 'api.operatorAccess': 'bastion-tunnel', 'nrg.lockdown': 'Unrestricted' },
      fine: { 'api.operatorAccess': 'vpn' },
    },
  }),
];
