import type { AptFeedId } from '../facts/apt-feeds.ts';
import { feedFor } from '../facts/apt-feeds.ts';
import type { BaseImage } from '../facts/image-builder.ts';
import { aptPin, type Tool, type ToolSource } from '../facts/jump-box-tools.ts';
import { APT_GET, CURL, quoted, writeFile } from './shell.ts';
import { RELEASE_FILE, VERSION_COMMANDS } from './tool-commands.ts';

/** A tool of the image: where it comes from, in which version, and the SHA-256 of its archive where it is one. */
export interface Installation {
  readonly tool: Tool;
  readonly source: ToolSource;
  readonly version: string;
  readonly sha256: string | undefined;
}

export interface Recipe {
  readonly base: BaseImage;
  readonly upgrade: boolean;
  readonly installations: readonly Installation[];
}

/** A Shell step of an image template. The service runs it with `sh -e` as a user who may use sudo. */
export interface ShellStep {
  readonly type: 'Shell';
  readonly name: string;
  readonly inline: readonly string[];
}

const step = (name: string, lines: readonly string[]): ShellStep => ({
  type: 'Shell',
  name,
  inline: ['set -e', ...lines],
});

/**
 * The steps that make the image, as data: no secret stands in them, every value is quoted, and no failure hides on the
 * left of a pipe (dash knows no pipefail). sshd is not restarted and no firewall set: the builder is connected over SSH.
 */
export function customizersFor(recipe: Recipe): readonly ShellStep[] {
  const packages = recipe.installations.filter((one) => one.source.kind === 'apt');
  const archives = recipe.installations.filter((one) => one.source.kind === 'archive');
  return [
    step('wait for first boot', WAIT),
    step('system packages', systemPackages(recipe.upgrade, archives.length > 0)),
    ...fromFeeds(packages, recipe.base),
    ...archives.map((one) => step(`${one.tool} from its archive`, fromArchive(one))),
    step('sshd', SSHD),
    step('release file', releaseFile(recipe)),
  ];
}

/** cloud-init ends with 2 where it recovered from an error of its own; apt's timers would fight for its lock. */
const WAIT = [
  'sudo cloud-init status --wait >/dev/null || test "$?" -eq 2',
  'for unit in apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service unattended-upgrades.service; do sudo systemctl stop "$unit" || echo "$unit is not there"; done',
];

const systemPackages = (upgrade: boolean, hasArchives: boolean): readonly string[] => [
  `${APT_GET} update`,
  ...(upgrade ? [`${APT_GET} --with-new-pkgs upgrade`] : []),
  `${APT_GET} install --no-install-recommends ca-certificates curl gnupg${hasArchives ? ' tar unzip' : ''}`,
];

/** The first two numbers of a version: the Kubernetes feed has one repository for each minor. */
const minorOfVersion = (version: string): string => version.split('.').slice(0, 2).join('.');

/**
 * One step for each feed, that of Microsoft's whole catalogue last: it holds packages of others too, and apt would take
 * whichever version sorts higher.
 */
function fromFeeds(packages: readonly Installation[], base: BaseImage): readonly ShellStep[] {
  const ids = [...new Set(packages.map((one) => one.source.feed))].filter((id) => id !== undefined);
  const inOrder = ids.toSorted((a, b) => Number(a === 'microsoftProd') - Number(b === 'microsoftProd'));
  return inOrder.map((id) => {
    const of = packages.filter((one) => one.source.feed === id);
    return step(`${of.map((one) => one.tool).join(', ')} from the feed ${id}`, fromFeed(id, of, base));
  });
}

function fromFeed(id: AptFeedId, packages: readonly Installation[], base: BaseImage): readonly string[] {
  const names = packages.map((one) => one.source.package ?? one.tool);
  const pinned = packages.map((one, i) => quoted(`${names[i]}=${aptPin(one.source, one.version, base)}`));
  return [
    'keys="$(mktemp -d)"',
    'sudo install -d -m 0755 /etc/apt/keyrings',
    ...addFeed(id, base, minorOfVersion(packages[0]?.version ?? '')),
    `${APT_GET} -o APT::Update::Error-Mode=any update`,
    `${APT_GET} install --no-install-recommends ${pinned.join(' ')}`,
    `sudo apt-mark hold ${names.map(quoted).join(' ')}`,
    'rm -rf "$keys"',
  ];
}

/** Exports the one key with the fingerprint we know: whatever else the downloaded file holds is not trusted. */
function addFeed(id: AptFeedId, base: BaseImage, minor: string): readonly string[] {
  const feed = feedFor(id, { codename: base.codename, release: base.release, minor });
  const keyring = `/etc/apt/keyrings/${id}.gpg`;
  const gpg = 'gpg --batch --quiet --homedir "$keys"';
  return [
    `${CURL} --output "$keys/${id}.asc" ${quoted(feed.keyUrl)}`,
    `${gpg} --import "$keys/${id}.asc"`,
    `${gpg} --output "$keys/${id}.gpg" --export ${quoted(feed.fingerprint)}`,
    `test -s "$keys/${id}.gpg"`,
    `sudo install -m 0644 "$keys/${id}.gpg" ${quoted(keyring)}`,
    writeFile(`/etc/apt/sources.list.d/${id}.sources`, [
      'Types: deb',
      `URIs: ${feed.uri}`,
      `Suites: ${feed.suite}`,
      ...(feed.components === '' ? [] : [`Components: ${feed.components}`]),
      'Architectures: amd64',
      `Signed-By: ${keyring}`,
    ]),
  ];
}

function fromArchive({ tool, source, version, sha256 }: Installation): readonly string[] {
  const url = (source.url ?? '').replaceAll('{version}', version);
  const check = `printf '%s  %s\\n' ${quoted(sha256 ?? '')} "$work/download" | sha256sum --check --strict -`;
  return [
    'work="$(mktemp -d)"',
    `${CURL} --output "$work/download" ${quoted(url)}`,
    check,
    'mkdir "$work/files"',
    unpack(url, tool),
    `binary="$(find "$work/files" -type f -name ${quoted(tool)} -print -quit)"`,
    'test -n "$binary"',
    `sudo install -o root -g root -m 0755 "$binary" ${quoted(`/usr/local/bin/${tool}`)}`,
    'rm -rf "$work"',
  ];
}

function unpack(url: string, tool: Tool): string {
  if (url.endsWith('.zip')) return 'unzip -q "$work/download" -d "$work/files"';
  if (url.endsWith('.tar.gz')) return 'tar -xzf "$work/download" -C "$work/files"';
  return `cp "$work/download" "$work/files/"${quoted(tool)}`;
}

/** The first value wins in sshd's configuration, so the file sorts before the one of cloud-init. */
const SSHD = [
  writeFile('/etc/ssh/sshd_config.d/00-jumpbox.conf', [
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin no',
    'X11Forwarding no',
    'AllowAgentForwarding no',
    'MaxAuthTries 3',
  ]),
  'sudo install -d -m 0755 /run/sshd',
  'sudo sshd -t',
];

function releaseFile({ base, installations }: Recipe): readonly string[] {
  return [
    writeFile(RELEASE_FILE, [`base=${base.id}`]),
    ...installations.map(({ tool, source, version }) =>
      source.kind === 'apt'
        ? `printf '%s=%s\\n' ${quoted(tool)} "$(dpkg-query -W -f '\${Version}' ${quoted(source.package ?? tool)})" | sudo tee -a ${RELEASE_FILE} >/dev/null`
        : `printf '%s\\n' ${quoted(`${tool}=${version}`)} | sudo tee -a ${RELEASE_FILE} >/dev/null`,
    ),
  ];
}

/** Runs each tool and looks for the version that the release file names; a tool that is missing or another stops the image. */
export function validatorsFor(recipe: Recipe): readonly ShellStep[] {
  const probes = recipe.installations.flatMap(({ tool }) => [
    `want="$(sed -n ${quoted(`s/^${tool}=//p`)} ${RELEASE_FILE})"`,
    // apt's version ends with the package's own revision, which no tool knows of
    'want="${want%%-*}"',
    'test -n "$want"',
    `have="$(${VERSION_COMMANDS[tool]})"`,
    `case "$have" in *"$want"*) ;; *) echo ${quoted(`${tool} is not the version that was installed`)} >&2; exit 1 ;; esac`,
  ]);
  return [step('tool versions', [`test -s ${RELEASE_FILE}`, 'sudo sshd -t', ...probes])];
}
