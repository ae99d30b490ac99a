import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS, type Tty } from '../helpers/tty.ts';
import { answersOf, atFirstQuestion, draftIn, hasDraft, pick, SUBSCRIPTION, theProgram } from './program.ts';

const program = theProgram();
const { enter, down, control } = KEYS;

const onAlternateScreen = (tty: Tty): Promise<string> => tty.until(() => tty.raw().includes('\x1b[?1049h'));

test('keys typed ahead of the first frame and across questions, in one chunk, all arrive in order', async () => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--emulator']);
  await onAlternateScreen(tty);
  // The fourth way to begin, then five answers and a cursor move.
  tty.key(
    `${down.repeat(3)}${enter}${SUBSCRIPTION}${enter}westeurope${enter}weu1${enter}${enter}${down.repeat(1)}${KEYS.up}`,
  );
  await tty.until('Run burst pods on virtual nodes');
  await tty.until('❯ Yes');
  expect(answersOf(draftIn(cwd))).toMatchObject({
    'base.subscription': SUBSCRIPTION,
    'base.location': 'westeurope',
    'base.clusterName': 'weu1',
  });
  expect(tty.raw().slice(0, 200)).not.toContain(SUBSCRIPTION);
});

/** Up to the list of ranges that may call the API server. */
async function atRanges(tty: Tty): Promise<void> {
  await atFirstQuestion(tty);
  tty.key(SUBSCRIPTION, enter, 'westeurope', enter, 'weu1', enter, enter, enter, enter);
  await tty.until('How do clients and nodes reach');
  tty.key(down, down, enter);
  await tty.until('Whose virtual network');
  tty.key(enter.repeat(5));
  await tty.until('Which public IPv4 ranges may call the API server?');
}

test('pasted ranges become rows; their newlines are no Enter, and a faulty row is told and kept', async () => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--emulator']);
  await atRanges(tty);
  tty.key(KEYS.paste('20.50.0.0/24\r\n20.60.0.0/24\n20.60.1.7/24\n\ncluster-egress\n'));
  await tty.until((screen) =>
    /20\.50\.0\.0\/24[\s\S]*20\.60\.0\.0\/24[\s\S]*20\.60\.1\.7\/24[\s\S]*cluster-egress/.test(screen),
  );
  expect(tty.screen()).toContain('Which public IPv4 ranges may call the API server?');
  expect(answersOf(draftIn(cwd))).not.toHaveProperty(['api.authorizedRanges']);
  await pick(tty, 'Done, 4 entries');
  await tty.until('✗ is a host in 20.60.1.0/24');
  tty.key(KEYS.tab);
  await tty.until('❯ 20.60.1.0/24');
  await pick(tty, 'Done, 4 entries');
  await tty.until('Which Entra groups administer the cluster?');
  expect(answersOf(draftIn(cwd))['api.authorizedRanges']).toEqual([
    '20.50.0.0/24',
    '20.60.0.0/24',
    '20.60.1.0/24',
    'cluster-egress',
  ]);
});

test('a pasted text does nothing on a menu', async () => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--emulator']);
  await tty.until('How do you want to start?');
  tty.key(KEYS.paste('\r\r\x1b[B'), down);
  await tty.until((screen) => /How do you want to start\?[\s\S]*\n {3}\S.*\n ❯ /.test(screen));
  expect(hasDraft(cwd)).toBe(false);
});

test('a conflict: Enter changes nothing, both answers can stay for now, and a way out of either side resolves it', async () => {
  const cwd = temporaryFolder();
  await using tty = await atFirstQuestion(program.start(cwd, ['--emulator']));
  tty.key(SUBSCRIPTION, enter, 'westeurope', enter, 'weu1', enter, enter);
  await pick(tty, 'Yes');
  await tty.until('How many pods run on virtual nodes at once');
  tty.key(enter, enter);
  const exposure = () => answersOf(draftIn(cwd))['api.exposure'];

  await pick(tty, 'Public, authorized ranges');
  await tty.until('❯ Leave it as it is');
  expect(tty.screen()).toContain('Take it, and vn.enable becomes false');
  tty.key(enter);
  await tty.until('How do clients and nodes reach');
  expect(exposure()).toBeUndefined();

  await pick(tty, 'Public, authorized ranges');
  await pick(tty, 'Take it, and keep both for now');
  await tty.until('❯ Keep both for now');
  expect(exposure()).toBe('public-ranges');
  expect(tty.screen()).toContain('✗ 1 fails');
  expect(rowsWith(tty, 'becomes')).toEqual([...new Set(rowsWith(tty, 'becomes'))]);
  tty.key(enter);
  await tty.until('Whose virtual network do the nodes stand in?');
  expect(exposure()).toBe('public-ranges');

  tty.key(control('p'));
  await pick(tty, '✗ API-16');
  await pick(tty, 'api.exposure becomes vnet-private');
  await tty.until((screen) => !screen.includes('fails'));
  expect(exposure()).toBe('vnet-private');
  expect(answersOf(draftIn(cwd))['vn.enable']).toBe(true);
});

const rowsWith = (tty: Tty, word: string): string[] => tty.lines().filter((line) => line.includes(word));
