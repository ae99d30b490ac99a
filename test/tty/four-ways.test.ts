import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesIn, temporaryFolder } from '../helpers/run.ts';
import { KEYS } from '../helpers/tty.ts';
import { ADMINS, atFirstLine, atFirstQuestion, endsWith, hasDraft, pick, SUBSCRIPTION, theProgram } from './program.ts';

const program = theProgram();
const { enter, down, shiftTab } = KEYS;

interface Question {
  readonly asks: string;
  /** What is typed on the screen, and what as a line. */
  readonly keys: string;
  readonly line: string;
}

/** The usual questions about a public cluster: some answers are typed, some chosen, the rest is Enter. */
const QUESTIONS: readonly Question[] = [
  { asks: 'Which subscription pays for the cluster?', keys: `${SUBSCRIPTION}${enter}`, line: SUBSCRIPTION },
  { asks: 'In which region?', keys: `westeurope${enter}`, line: 'westeurope' },
  { asks: 'What is the cluster called?', keys: `weu1${enter}`, line: 'weu1' },
  { asks: 'Which of these belong to another team?', keys: enter, line: '' },
  { asks: 'Run burst pods on virtual nodes', keys: enter, line: '' },
  { asks: 'Which node pools?', keys: enter, line: '' },
  { asks: 'How do clients and nodes reach', keys: `${down}${down}${enter}`, line: '3' },
  { asks: 'Whose virtual network do the nodes stand in?', keys: enter, line: '' },
  { asks: 'Which hub is the new VNet a spoke of', keys: enter, line: '' },
  {
    asks: 'Which address range does the new VNet get?',
    keys: `${KEYS.control('u')}10.60.0.0/16${enter}`,
    line: '10.60.0.0/16',
  },
  { asks: 'Which subnets?', keys: enter, line: '' },
  { asks: 'How do nodes and pods reach the outside?', keys: enter, line: '' },
  {
    asks: 'Which public IPv4 ranges may call the API server?',
    keys: `20.50.0.0/24${enter}cluster-egress${enter}${enter}${enter}`,
    line: '20.50.0.0/24, cluster-egress',
  },
  { asks: 'Which Entra groups administer the cluster?', keys: `${ADMINS}${enter}${enter}${enter}`, line: ADMINS },
  { asks: 'When may AKS do maintenance, each week?', keys: enter, line: '' },
];

/** What a preset cannot know: names, ids, ranges and times of one organisation. */
const NAMES = ['subscription', 'region', 'cluster called', 'node pools?', 'IPv4 ranges', 'Entra groups', 'maintenance'];

const PATIENCE_MS = 90_000;

test('a guided run by keys, the same in lines, by replay and by --set over an empty profile: four folders of the same bytes', {
  timeout: PATIENCE_MS,
}, async () => {
  const cwd = temporaryFolder();
  const byKeys = await guided(cwd);
  const profile = byKeys.get('profile.yaml') ?? '';
  expect(byKeys.size).toBeGreaterThan(10);
  expect(decisionsOf(profile)).toMatchObject({
    'base.clusterName': 'weu1',
    'api.exposure': 'public-ranges',
    'api.authorizedRanges': ['20.50.0.0/24', 'cluster-egress'],
    'net.block': '10.60.0.0/16',
    'id.adminGroups': [ADMINS],
  });

  expect(await inLines(cwd)).toEqual(byKeys);
  expect(await replayed(cwd, 'replay', profile, [])).toEqual(byKeys);
  const sets = Object.entries(decisionsOf(profile)).flatMap(([id, value]) => [
    '--set',
    `${id}=${JSON.stringify(value)}`,
  ]);
  expect(await replayed(cwd, 'set', 'format: 1\n', ['--accept-defaults', ...sets])).toEqual(byKeys);
});

test('a preset asks for the names alone; the review shows script and Bicep, and a replay gives the same bytes', {
  timeout: PATIENCE_MS,
}, async () => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--emulator', '--out', 'weu1']);
  await pick(tty, 'Small public cluster, to try things');
  for (const { asks, keys } of QUESTIONS.filter((one) => NAMES.some((name) => one.asks.includes(name)))) {
    await tty.until(asks);
    tty.key(keys);
  }
  await tty.until('[Decisions]');
  tty.key(KEYS.tab);
  await tty.until('#!/usr/bin/env bash');
  tty.key(KEYS.tab);
  await tty.until("targetScope = 'subscription'");
  tty.key(KEYS.tab, KEYS.tab);
  await pick(tty, 'Write to weu1/');
  await endsWith(tty, 0);
  const written = filesIn(join(cwd, 'weu1'));
  expect(await replayed(cwd, 'replay', written.get('profile.yaml') ?? '', [])).toEqual(written);
});

async function guided(cwd: string): Promise<Map<string, string>> {
  const folder = join(cwd, 'keys');
  mkdirSync(folder);
  await using tty = await atFirstQuestion(program.start(folder, ['--emulator', '--out', 'weu1']));
  for (const { asks, keys } of QUESTIONS) {
    await tty.until(asks);
    tty.key(keys);
  }
  await tty.until('[Decisions]');
  tty.key(shiftTab);
  await pick(tty, 'Write to weu1/');
  await endsWith(tty, 0);
  expect(tty.screen()).toContain('Written to weu1/');
  expect(hasDraft(folder)).toBe(false);
  return filesIn(join(folder, 'weu1'));
}

async function inLines(cwd: string): Promise<Map<string, string>> {
  const folder = join(cwd, 'lines');
  mkdirSync(folder);
  await using tty = program.start(folder, ['--emulator', '--out', 'weu1', '--no-tui'], { rows: 50 });
  await atFirstLine(tty);
  for (const { asks, line } of QUESTIONS) {
    await tty.until(asks);
    tty.key(line, enter);
  }
  await tty.until('Write to weu1/');
  tty.key(enter);
  await endsWith(tty, 0);
  return filesIn(join(folder, 'weu1'));
}

async function replayed(cwd: string, way: string, text: string, more: readonly string[]): Promise<Map<string, string>> {
  const folder = join(cwd, way);
  mkdirSync(folder);
  writeFileSync(join(folder, 'weu1.yaml'), text);
  const { exit, err } = await program.run(folder, ['replay', 'weu1.yaml', '--emulator', '--out', 'weu1', ...more]);
  expect(exit, err).toBe(0);
  return filesIn(join(folder, 'weu1'));
}

/** `decisions` of a profile as id -> value. */
function decisionsOf(text: string): Record<string, unknown> {
  const { decisions } = parse(text) as { readonly decisions: Record<string, Record<string, unknown>> };
  return Object.fromEntries(
    Object.entries(decisions).flatMap(([area, answers]) =>
      Object.entries(answers).map(([name, value]) => [`${area}.${name}`, value]),
    ),
  );
}
