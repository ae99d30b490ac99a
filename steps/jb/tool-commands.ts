import type { Tool } from '../facts/jump-box-tools.ts';

/** How each tool says its version, without reaching out. The text must contain the installed version. */
export const VERSION_COMMANDS: Readonly<Record<Tool, string>> = {
  az: 'az version --output json',
  kubectl: 'kubectl version --client=true --output=json',
  kubelogin: 'kubelogin --version',
  helm: 'helm version --short',
  terraform: 'env CHECKPOINT_DISABLE=1 terraform version',
  flux: 'flux --version',
  k9s: 'k9s version --short',
  azwi: 'azwi version',
};

/** What the image says about itself: one `name=value` a line, written by the build, read by its validation. */
export const RELEASE_FILE = '/etc/aks-jumpbox-release';
