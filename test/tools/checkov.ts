import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where the program is: what AKS_SETUP_CHECKOV names, or what test/tools/install.sh installed, or the first on PATH. */
export function findCheckov(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const named = process.env['AKS_SETUP_CHECKOV'] ?? join(cache, 'aks-setup', 'checkov', 'bin', 'checkov');
  if (existsSync(named)) return named;
  const found = spawnSync('sh', ['-c', 'command -v checkov'], { encoding: 'utf8' }).stdout.trim();
  return found === '' ? undefined : found;
}

export interface Failed {
  readonly framework: string;
  readonly check: string;
  /** As the scanner names it: `<type>.<name>`. */
  readonly resource: string;
  /** From the folder, starting with a slash. */
  readonly file: string;
}

export interface Scanned {
  readonly failed: readonly Failed[];
  readonly passed: readonly Failed[];
  /** Files that its parser does not take, in full. */
  readonly unread: readonly string[];
  readonly version: string;
}

interface Found {
  readonly check_id: string;
  readonly resource: string;
  readonly file_path: string;
}
interface Report {
  readonly check_type: string;
  readonly results: {
    readonly failed_checks: readonly Found[];
    readonly passed_checks: readonly Found[];
    readonly parsing_errors: readonly string[];
  };
  readonly summary: { readonly checkov_version: string };
}

/** Runs checkov once over a folder; it asks no network, and a crash of it is an error. */
export async function scan(program: string, folder: string): Promise<Scanned> {
  const frameworks = ['--framework', 'bicep', 'arm', 'kubernetes'];
  const offline = ['--skip-download', '--skip-results-upload', '--download-external-modules', 'false'];
  const args = ['--directory', '.', ...frameworks, ...offline, '--soft-fail', '--output', 'json', '--compact'];
  // without an address that answers, whatever it would fetch fails
  const env = { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '' };
  const { stdout } = await promisify(execFile)(program, args, { cwd: folder, env, maxBuffer: 1 << 28 });
  const parsed = JSON.parse(stdout) as Report | readonly Report[];
  const reports = (Array.isArray(parsed) ? parsed : [parsed]) as readonly Report[];
  const rows = (pick: (results: Report['results']) => readonly Found[]): readonly Failed[] =>
    reports.flatMap((report) =>
      pick(report.results).map((one) => ({
        framework: report.check_type,
        check: one.check_id,
        resource: one.resource,
        file: one.file_path,
      })),
    );
  return {
    failed: rows((results) => results.failed_checks),
    passed: rows((results) => results.passed_checks),
    unread: reports.flatMap((report) => report.results.parsing_errors),
    version: reports[0]?.summary.checkov_version ?? '',
  };
}
