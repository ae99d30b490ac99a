# shellcheck shell=bash
# --- in the cluster ---
check_cluster_tools() { # DELIVERY TOOLS...: of this machine, when this run goes into the cluster from here
  local delivery=$1 line before=$REACHED will=''
  shift
  for line in "${STEPS[@]}"; do
    if will_run "$line" && [[ "$line" == *' inCluster '* ]]; then will=yes; fi
  done
  REACHED=$before
  [[ -n "$will" ]] || return 0
  [[ "$delivery" == here || "$INSIDE" == yes ]] || return 0
  need_tool kubectl 'az aks install-cli installs it.'
  need_tool kubelogin 'az aks install-cli installs it. It signs in with your az login.'
  for line in "$@"; do need_tool "$line" 'https://helm.sh/docs/intro/install says how to install it.'; done
}

in_cluster_here() { # GROUP CLUSTER NAME=VALUE...: manifests and charts, from a machine that reaches the API server
  local group=$1 cluster=$2
  shift 2
  if what_if; then
    show_command az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file kubeconfig
    show_command env KUBECONFIG=kubeconfig "$@" sh "$HERE/files/in-cluster.sh"
    return 0
  fi
  az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file "$WORK/kubeconfig" --only-show-errors
  KUBECONFIG="$WORK/kubeconfig" kubelogin convert-kubeconfig --login azurecli
  env KUBECONFIG="$WORK/kubeconfig" "$@" sh "$HERE/files/in-cluster.sh"
}
