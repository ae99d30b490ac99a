import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureFolder } from '../../src/files/ensure-folder.ts';
import { takeLock } from '../../src/files/lock.ts';
import { sha256, type WriteRequest, writeFolder } from '../../src/files/output-folder.ts';
import { writeAtomically } from '../../src/files/write-atomically.ts';
import { filesIn, temporaryFolder } from '../helpers/run.ts';

const texts = (files: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(files));
const hashes = (files: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(files).map(([path, text]) => [path, sha256(text)]));
const write = (folder: string, files: Readonly<Record<string, string>>, more: Partial<WriteRequest> = {}) =>
  writeFolder({ folder, files: texts(files), written: new Map(), own: [], force: false, ...more });

const FIRST = { 'setup.sh': 'one\n', 'a/b.json': '{}\n', 'a/c/d.txt': 'd\n' };

describe('a folder of outputs', () => {
  test('is made with all files; scripts can be run', () => {
    const folder = join(temporaryFolder(), 'x', 'out');
    expect(write(folder, FIRST)).toEqual({ done: true, kept: [], left: [] });
    expect(Object.fromEntries(filesIn(folder))).toEqual(FIRST);
    expect(statSync(join(folder, 'setup.sh')).mode & 0o111).not.toBe(0);
    expect(statSync(join(folder, 'a/b.json')).mode & 0o111).toBe(0);
  });

  test('names every stranger, and is then left as it was', () => {
    const folder = temporaryFolder();
    write(folder, FIRST);
    writeFileSync(join(folder, 'setup.sh'), 'changed by a person\n');
    const before = filesIn(folder);
    const result = write(
      folder,
      { 'setup.sh': 'two\n', 'a/b.json': 'two\n', 'new.txt': 'n\n' },
      { written: hashes({ 'setup.sh': 'one\n' }) },
    );
    expect(result).toEqual({
      done: false,
      strangers: [
        { path: 'setup.sh', why: 'changed since it was written' },
        { path: 'a/b.json', why: 'not written by aks-setup' },
      ],
    });
    expect(filesIn(folder)).toEqual(before);
  });

  test('with force keeps the old ones beside the new, under names that are free', () => {
    const folder = temporaryFolder();
    for (const text of ['mine', 'mine too', 'new']) {
      writeFileSync(join(folder, 'setup.sh'), text === 'new' ? 'mine three' : text);
      write(folder, { 'setup.sh': 'ours\n' }, { force: true });
    }
    expect(Object.fromEntries(filesIn(folder))).toEqual({
      'setup.sh': 'ours\n',
      'setup.sh.old': 'mine',
      'setup.sh.old2': 'mine too',
      'setup.sh.old3': 'mine three',
    });
  });

  test('loses what is no longer made, with empty folders; what was changed stays and is named', () => {
    const folder = temporaryFolder();
    write(folder, FIRST);
    writeFileSync(join(folder, 'a/b.json'), 'changed\n');
    const result = write(folder, { 'setup.sh': 'one\n' }, { written: hashes(FIRST) });
    expect(result).toEqual({ done: true, kept: [], left: ['a/b.json'] });
    expect([...filesIn(folder).keys()]).toEqual(['a/b.json', 'setup.sh']);
    expect(existsSync(join(folder, 'a/c'))).toBe(false);
  });

  test.each(['../outside.txt', '/etc/outside.txt'])('removes nothing outside that a manifest names: %s', (path) => {
    const folder = join(temporaryFolder(), 'out');
    mkdirSync(folder);
    const outside = join(folder, '..', 'outside.txt');
    writeFileSync(outside, 'x');
    write(folder, FIRST, { written: new Map([[path, sha256('x')], ...hashes(FIRST)]) });
    expect(readFileSync(outside, 'utf8')).toBe('x');
  });

  test('is never left by a path', () => {
    const folder = temporaryFolder();
    expect(() => write(folder, { '../x': 'x' })).toThrow('would leave the output folder');
  });

  test.each([
    [
      'a file is a link',
      (folder: string, elsewhere: string) => symlinkSync(join(elsewhere, 'target'), join(folder, 'setup.sh')),
    ],
    ['a folder is a link', (folder: string, elsewhere: string) => symlinkSync(elsewhere, join(folder, 'a'))],
    ['a folder stands where a file belongs', (folder: string) => mkdirSync(join(folder, 'setup.sh'))],
  ])('is refused where %s, and nothing is written elsewhere', (_, prepare) => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(elsewhere, 'target'), 'theirs');
    prepare(folder, elsewhere);
    const result = write(folder, FIRST);
    expect(result).toMatchObject({
      done: false,
      strangers: expect.arrayContaining([expect.objectContaining({ why: 'no regular file' })]),
    });
    expect(Object.fromEntries(filesIn(elsewhere))).toEqual({ target: 'theirs' });
  });

  test('that is a link itself is followed: the operator named it', () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(elsewhere, join(folder, 'out'));
    expect(write(join(folder, 'out'), FIRST)).toMatchObject({ done: true });
    expect(Object.fromEntries(filesIn(elsewhere))).toEqual(FIRST);
  });
});

describe('a file written atomically', () => {
  test('replaces the old one and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    writeAtomically(join(folder, 'x'), 'one');
    writeAtomically(join(folder, 'x'), 'two');
    expect(Object.fromEntries(filesIn(folder))).toEqual({ x: 'two' });
  });

  test('that does not fit leaves the old one, and nothing beside it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x'), 'old');
    const source = new URL('../../src/files/write-atomically.ts', import.meta.url).href;
    const script = `process.on('SIGXFSZ', () => {}); const { writeAtomically } = await import(${JSON.stringify(source)});
      try { writeAtomically(${JSON.stringify(join(folder, 'x'))}, 'n'.repeat(1 << 20)); console.log('written'); } catch (error) { console.log(error.code); }`;
    // No file of this process may grow beyond 64 KiB: to the program that is a disk that is full.
    const out = execFileSync(
      'bash',
      ['-c', 'ulimit -f 64; exec "$0" --input-type=module --eval "$1"', process.execPath, script],
      { encoding: 'utf8' },
    );
    expect(out.trim()).toBe('EFBIG');
    expect(Object.fromEntries(filesIn(folder))).toEqual({ x: 'old' });
  });

  test('says so where the folder is none', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x'), '');
    expect(() => writeAtomically(join(folder, 'x', 'y'), 'text')).toThrow('ENOTDIR');
  });
});

describe('a folder that is wanted', () => {
  test('is made with those above it, and may be there', () => {
    const folder = temporaryFolder();
    ensureFolder(join(folder, 'a/b/c'));
    ensureFolder(join(folder, 'a/b/c'));
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['c']);
  });

  test.each(['/proc/nothing', '/proc/nothing/deep/er'])('ends where the system makes none: %s', (path) => {
    expect(() => ensureFolder(path)).toThrow(/ENOENT|EPERM|EACCES/);
  });

  test('is refused where a file is in the way', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x'), '');
    expect(() => ensureFolder(join(folder, 'x'))).toThrow('EEXIST');
    expect(() => ensureFolder(join(folder, 'x/y'))).toThrow('ENOTDIR');
  });
});

describe('a lock', () => {
  test('is held by one, and free once it is given back', () => {
    const path = join(temporaryFolder(), 'draft');
    const lock = takeLock(path);
    expect(lock).toBeDefined();
    expect(takeLock(path)).toBeUndefined();
    lock?.release();
    expect(takeLock(path)).toBeDefined();
  });

  test.each(['', 'no number', '999999999', '-1'])('of a process that is gone (%j) is taken over', (pid) => {
    const path = join(temporaryFolder(), 'draft');
    writeFileSync(`${path}.lock`, pid);
    expect(takeLock(path)).toBeDefined();
    expect(readFileSync(`${path}.lock`, 'utf8')).toContain(String(process.pid));
  });
});
