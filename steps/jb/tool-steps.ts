import { type AptFeedId, feedFor } from '../facts/apt-feeds.ts';
import type { BaseImage } from '../facts/image-builder.ts';
import { aptPin, type Tool, type ToolSource } from '../facts/jump-box-tools.ts';
import { APT_GET, CURL, quoted, type ShellStep, step, writeFile } from './shell.ts';

/** A tool of the image: where it comes from, in which version, and the SHA-256 of its archive where it is one. */
export interface Installation {
  readonly tool: Tool;
  readonly source: ToolSource;
  readonly version: string;
  readonly sha256: string | undefined;
}

/** The first two numbers of a version: the Kubernetes feed has one repository for each minor. */
const minorOfVersion = (version: string): string => version.split('.').slice(0, 2).join('.');

/**
 * One step for each feed, that of Microsoft's whole catalogue last: it holds packages of others too, and apt would take
 * whichever version sorts higher.
 */
export function fromFeeds(packages: readonly Installation[], base: BaseImage): readonly ShellStep[] {
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

export function fromArchive({ tool, source, version, sha256 }: Installation): readonly string[] {
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
