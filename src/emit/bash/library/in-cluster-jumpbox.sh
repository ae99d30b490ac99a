# shellcheck shell=bash
in_cluster_from_jumpbox() { # GROUP CLUSTER NAME=VALUE...
  if [[ "$INSIDE" == yes ]] || what_if; then
    in_cluster_here "$@"
    return 0
  fi
  say '  The API server is reached only from inside the network. Copy this folder to the jump box, and run there:'
  say '    az login'
  say "    bash setup.sh --stage 7 --inside"
  ELSEWHERE=yes
}
