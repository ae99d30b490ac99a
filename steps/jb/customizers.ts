import type { BaseImage } from '../facts/image-builder.ts';
import { APT_GET, quoted, type ShellStep, step, writeFile } from './shell.ts';
import { RELEASE_FILE, VERSION_COMMANDS } from './tool-commands.ts';
import { fromArchive, fromFeeds, type Installation } from './tool-steps.ts';

export interface Recipe {
  readonly base: BaseImage;
  readonly upgrade: boolean;
  readonly installations: readonly Installation[];
}

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
