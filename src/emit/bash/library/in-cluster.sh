# shellcheck shell=bash
# --- in the cluster ---
check_cluster_tools() { # DELIVERY TOOLS...: of this machine, when this run goes into the cluster from here
  local delivery=$1
  shift
  will_do inCluster || return 0
  [[ "$delivery" == here || "$INSIDE" == yes ]] || return 0
  need_cluster_tools "$@"
}

in_cluster_here() { # GROUP CLUSTER NAME=VALUE...: manifests and charts
  run_inside files/in-cluster.sh "$@"
}
