import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS } from '../helpers/tty.ts';
import { answersOf, draftIn, SUBSCRIPTION, theProgram } from './program.ts';

const program = theProgram();
const { enter, down } = KEYS;
const VNET = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-spoke-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke-aks`;

/** Everything that is asked before the subnets, in a VNet that exists. */
const SETS = [
  `base.subscription=${SUBSCRIPTION}`,
  'base.location=westeurope',
  'base.clusterName=weu',
  'base.owners={}',
  'vn.enable=false',
  'api.exposure=vnet-private',
  'api.operatorAccess=vpn',
  'jb.enable=no',
  'net.vnet=existing',
  `net.vnetId=${VNET}`,
].flatMap((set) => ['--set', set]);

const SUBNETS = [
  { purpose: 'nodes', id: `${VNET}/subnets/snet-nodes` },
  { purpose: 'api', id: `${VNET}/subnets/snet-api` },
];

test('in a VNet that exists each needed subnet is a row to fill in, and Enter takes the one that fits', async () => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--emulator', ...SETS], { columns: 80, rows: 24 });
  await tty.until('Which node pools?');
  tty.key(enter);
  await tty.until('❯ ! nodes  to fill in');
  await tty.until('Done, still to fill in: nodes, api');
  expect(answersOf(draftIn(cwd))).not.toHaveProperty(['net.subnets']);

  tty.key(enter);
  await tty.until('Enter takes vnet-spoke-aks/snet-nodes');
  tty.key(enter, enter);
  await tty.until('❯ ! api');
  tty.key(enter);
  await tty.until('Enter takes vnet-spoke-aks/snet-api');
  // The suggestions are rows under the field: the first of them is the same.
  tty.key(down);
  await tty.until(/❯ +vnet-spoke-aks\/snet-api/);
  tty.key(enter, enter);
  await tty.until('❯   Done, 2 subnets');
  tty.key(enter);
  await tty.until((screen) => !screen.includes('Which subnets?'));
  expect(answersOf(draftIn(cwd))['net.subnets']).toEqual(SUBNETS);
});

test('line by line Enter fills in one row after the other', async () => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--no-tui', '--emulator', ...SETS], { columns: 100, rows: 200 });
  await tty.until('Enter keeps all, add adds');
  tty.key(enter);
  await tty.until('Enter fills in 1, add adds');
  tty.key(enter);
  await tty.until('Answer, Enter for 1, none leaves it out:');
  tty.key(enter);
  await tty.until('Enter fills in 2, add adds');
  tty.key(enter);
  await tty.until((screen) => screen.split('Answer, Enter for 1, none leaves it out:').length === 3);
  tty.key(enter);
  await tty.until((screen) => screen.split('Enter keeps all, add adds').length === 3);
  tty.key(enter);
  await tty.until(() => 'net.subnets' in answersOf(draftIn(cwd)));
  expect(answersOf(draftIn(cwd))['net.subnets']).toEqual(SUBNETS);
});
