# shellcheck shell=bash
# --- into the cluster, from a machine that reaches its API server ---
will_do() { # STEP: is it this run's, whatever was reached so far?
  local line before=$REACHED found=1
  for line in "${STEPS[@]}"; do
    if will_run "$line" && [[ "$line" == *" $1 "* ]]; then found=0; fi
  done
  REACHED=$before
  return "$found"
}

need_cluster_tools() { # MORE...: kubectl, kubelogin and these
  local tool
  need_tool kubectl 'az aks install-cli installs it.'
  need_tool kubelogin 'az aks install-cli installs it. It signs in with your az login.'
  for tool in "$@"; do need_tool "$tool" 'https://helm.sh/docs/intro/install says how to install it.'; done
}

show_lines() { # what kubectl and helm say, as they say it: a part of it is the cluster's
  local line
  while IFS= read -r line || [[ -n "$line" ]]; do printf '%s\n' "$line" | printable; done >&2
}

run_inside() { # FILE GROUP CLUSTER NAME=VALUE...
  local file=$1 group=$2 cluster=$3
  shift 3
  if what_if; then
    show_command az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file kubeconfig
    show_command env KUBECONFIG=kubeconfig "$@" sh "$HERE/$file"
    return 0
  fi
  az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file "$WORK/kubeconfig" --only-show-errors || return 1
  KUBECONFIG="$WORK/kubeconfig" kubelogin convert-kubeconfig --login azurecli || return 1
  env KUBECONFIG="$WORK/kubeconfig" "$@" sh "$HERE/$file" 2>&1 | show_lines
}
