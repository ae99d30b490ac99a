# shellcheck shell=bash
# --- virtual nodes leave container groups behind when they do not go before the cluster ---
check_way_in() { # ID API-VERSION DELIVERY: what outOfCluster needs, before anything is removed
  if what_if || ! will_do outOfCluster; then return 0; fi
  look "$1" "$2"
  if [[ "$STATE" == absent || "$3" == run-command ]] || ! carries_tag "$1" "$2"; then return 0; fi
  if [[ "$3" == jumpbox && "$INSIDE" != yes ]]; then
    say ''
    say 'What runs on virtual nodes goes first, and the API server is reached only from inside the network. Copy this'
    say 'folder, with created.txt, to the jump box, and run there:'
    say '    az login'
    say "    bash cleanup.sh --inside${FROM:+ --from $FROM}"
    stop 'this machine is not inside the network; nothing was removed'
  fi
  need_cluster_tools helm
}

out_of_cluster() { # ID API-VERSION GROUP CLUSTER DELIVERY
  if ! what_if; then
    look_until_settled "$1" "$2"
    if [[ "$STATE" == absent ]]; then
      say "  is gone    $1"
      return 0
    fi
    if ! carries_tag "$1" "$2"; then
      say "  leaves     what is in $1: it does not carry the tag $OWN_TAG=$CLUSTER"
      return 0
    fi
  fi
  if [[ "$5" == run-command ]]; then
    invoke "$3" "$4" 'sh out-of-cluster.sh' --file "$HERE/files/out-of-cluster.sh" || not_taken_out "$3" "$4"
  else
    run_inside files/out-of-cluster.sh "$3" "$4" || not_taken_out "$3" "$4"
  fi
}

step_after() { # STEP
  local line rest passed=''
  for line in "${STEPS[@]}"; do
    rest=${line#* }
    if [[ -n "$passed" ]]; then
      printf '%s' "${rest%% *}"
      return 0
    fi
    [[ "${rest%% *}" != "$1" ]] || passed=yes
  done
}

not_taken_out() { # GROUP CLUSTER: why not stands above; how to go on
  say ''
  say 'A cluster that is stopped answers again after:'
  show_command az aks start --subscription "$SUBSCRIPTION" --resource-group "$1" --name "$2" >&2
  say 'Where nothing runs on virtual nodes, as in a cluster that never came up, this goes on without:'
  say "    bash $(show_word "$SCRIPT")${INSIDE:+ --inside} --from $(step_after outOfCluster)"
  stop 'what is in the cluster could not be taken out, and without that container groups would stay behind'
}
