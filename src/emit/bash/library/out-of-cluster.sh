# shellcheck shell=bash
# --- virtual nodes leave container groups behind when they do not go before the cluster ---
out_of_cluster() { # ID API-VERSION GROUP CLUSTER DELIVERY
  if ! what_if; then
    look_until_settled "$1" "$2"
    if [[ "$STATE" == absent ]]; then
      say "  is gone    $1"
      return 0
    fi
  fi
  case "$5" in
    run-command) out_of_cluster_by_command "$3" "$4" ;;
    jumpbox)
      [[ "$INSIDE" == yes ]] || what_if || stop 'the pods on virtual nodes go before the cluster, and the API server is reached only from inside the network. Run this on the jump box, with --inside.'
      out_of_cluster_here "$3" "$4"
      ;;
    *) out_of_cluster_here "$3" "$4" ;;
  esac
}

out_of_cluster_here() { # GROUP CLUSTER
  need_tool kubectl 'az aks install-cli installs it.'
  need_tool kubelogin 'az aks install-cli installs it. It signs in with your az login.'
  need_tool helm 'https://helm.sh/docs/intro/install says how to install it.'
  if what_if; then
    show_command az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$1" --name "$2" --file kubeconfig
    show_command env KUBECONFIG=kubeconfig sh "$HERE/files/out-of-cluster.sh"
    return 0
  fi
  az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$1" --name "$2" --file "$WORK/kubeconfig" --only-show-errors
  KUBECONFIG="$WORK/kubeconfig" kubelogin convert-kubeconfig --login azurecli
  KUBECONFIG="$WORK/kubeconfig" sh "$HERE/files/out-of-cluster.sh"
}

out_of_cluster_by_command() { # GROUP CLUSTER
  invoke "$1" "$2" 'sh out-of-cluster.sh' --file "$HERE/files/out-of-cluster.sh"
}
