# shellcheck shell=bash
# --- in the cluster ---
in_cluster_here() { # GROUP CLUSTER NAME=VALUE...: manifests and charts, from a machine that reaches the API server
  local group=$1 cluster=$2
  shift 2
  need_tool kubectl 'az aks install-cli installs it.'
  need_tool kubelogin 'az aks install-cli installs it. It signs in with your az login.'
  if what_if; then
    show_command az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file kubeconfig
    show_command env KUBECONFIG=kubeconfig "$@" sh "$HERE/files/in-cluster.sh"
    return 0
  fi
  az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file "$WORK/kubeconfig" --only-show-errors
  KUBECONFIG="$WORK/kubeconfig" kubelogin convert-kubeconfig --login azurecli
  env KUBECONFIG="$WORK/kubeconfig" "$@" sh "$HERE/files/in-cluster.sh"
}
