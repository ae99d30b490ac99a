import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, temporaryFolder } from '../helpers/run.ts';
import { KEYS, type Tty } from '../helpers/tty.ts';
import { ADMINS, endsWith, pick, SUBSCRIPTION, theProgram } from './program.ts';

const program = theProgram();
const { enter, shiftTab, control } = KEYS;

/** Every usual question of a small public cluster answered, with what a person wrote between. */
const PROFILE = `# The cluster of the web shop.
# Asked for by the shop team.
format: 1
decisions:
  base:
    subscription: ${SUBSCRIPTION}
    location: westeurope # close to the customers
    clusterName: shop
    owners: {}

  # Nobody bursts here.
  vn:
    enable: false
  api:
    exposure: public-ranges
    authorizedRanges:
      # the office
      - 20.50.0.0/24
      - cluster-egress
  net:
    vnet: managed
  egress:
    type: loadBalancer
  id:
    adminGroups: [${ADMINS}]
  patch:
    maintenance: Saturday 01:00 +00:00 # the shop sleeps
`;

/** The wizard on that profile, in the review. */
async function inReview(cwd: string, args: readonly string[], env = {}): Promise<Tty> {
  writeFileSync(join(cwd, 'shop.yaml'), PROFILE);
  const tty = program.start(cwd, ['--from', 'shop.yaml', ...args], { env });
  await tty.until('Which node pools?');
  tty.key(enter);
  await tty.until('[Decisions]');
  return tty;
}

test('--from a profile with comments, one answer edited: they survive in what is written', async () => {
  const cwd = temporaryFolder();
  await using tty = await inReview(cwd, ['--emulator', '--out', 'shop']);
  await pick(tty, 'Versions and patching');
  await pick(tty, 'patch.maintenance');
  tty.key(control('u'), 'Sunday 02:00 +00:00', enter);
  await tty.until('[Decisions]');
  tty.key(shiftTab);
  await pick(tty, 'Write to shop/');
  await endsWith(tty, 0);
  const written = readFileSync(join(cwd, 'shop', 'profile.yaml'), 'utf8');
  for (const comment of [
    '# The cluster of the web shop.',
    '# Asked for by the shop team.',
    'location: westeurope # close to the customers',
    '# Nobody bursts here.',
    '# the office',
    'maintenance: Sunday 02:00 +00:00 # the shop sleeps',
  ]) {
    expect(written).toContain(comment);
  }
  expect(readFileSync(join(cwd, 'shop.yaml'), 'utf8')).toBe(PROFILE);
});

test('a file that aks-setup did not write is refused by name and left alone; forced, the old one stays beside', async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'shop'));
  writeFileSync(join(cwd, 'shop', 'setup.sh'), 'echo mine\n');
  await using tty = await inReview(cwd, ['--emulator', '--out', 'shop']);
  tty.key(shiftTab);
  await pick(tty, 'Write to shop/');
  await tty.until('setup.sh');
  await tty.until('not written by aks-setup');
  expect(filesIn(join(cwd, 'shop'))).toEqual(new Map([['setup.sh', 'echo mine\n']]));
  await pick(tty, 'Write all the same');
  await endsWith(tty, 0);
  expect(tty.screen()).toContain('kept the old file as setup.sh.old');
  const files = filesIn(join(cwd, 'shop'));
  expect(files.get('setup.sh.old')).toBe('echo mine\n');
  expect(files.get('setup.sh')).toContain('set -euo pipefail');
});

test('where nothing may be read, every check that could not look says so, and what fails refuses the writing', async () => {
  const cwd = temporaryFolder();
  await using tty = await inReview(cwd, ['--emulator=denied', '--out', 'shop']);
  tty.key(shiftTab);
  await tty.until('Nothing can be written while this blocks:');
  await tty.until('✗ PF-04');
  await tty.until(/\d+ checks did not run/);
  expect(tty.screen()).not.toContain('Write to shop/');
  tty.key(control('p'));
  await tty.until(/- PF-08 .*not looked at/);
  tty.key(control('c'), control('c'));
  await endsWith(tty, 130);
  expect(existsSync(join(cwd, 'shop'))).toBe(false);
  // Nobody is kept from the files: what fails can be left out by name in a replay, which then says what it could not see.
  const args = ['replay', 'shop.yaml', '--emulator=denied', '--accept-defaults', '--out', 'shop'];
  expect(await program.run(cwd, args)).toMatchObject({ exit: 1 });
  expect(existsSync(join(cwd, 'shop'))).toBe(false);
  expect(await program.run(cwd, [...args, '--skip', 'PF-04'])).toMatchObject({ exit: 4 });
  expect(existsSync(join(cwd, 'shop', 'setup.sh'))).toBe(true);
});

test('without az nothing can be looked at: what was written says so, and it ends with 4', async () => {
  const cwd = temporaryFolder();
  const env = { PATH: join(cwd, 'no az here') };
  await using tty = await inReview(cwd, ['--out', 'shop'], env);
  tty.key(shiftTab);
  await tty.until('checks did not run');
  await pick(tty, 'Write to shop/');
  await endsWith(tty, 4);
  expect(tty.screen()).toMatch(/Checks +0 passed, .*\d+ not run/);
  expect(tty.screen()).toContain('aks-setup check shop/profile.yaml');
});
