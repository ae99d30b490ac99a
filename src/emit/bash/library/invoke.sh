# shellcheck shell=bash
invoke() { # GROUP CLUSTER COMMAND FILES...: in a pod of the cluster, through Azure
  local group=$1 cluster=$2 command=$3 code=0
  shift 3
  set -- az aks command invoke --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --command "$command" "$@"
  if what_if; then
    show_command "$@"
    return 0
  fi
  # az ends well whatever the command did: its exit code is in the answer
  "$@" --query '[to_string(exitCode), logs || reason]' --output tsv >"$WORK/answer" 2>"$WORK/errors" || code=$?
  printable <"$WORK/errors" >&2
  printable <"$WORK/answer" >&2
  [[ "$code" == 0 ]] || return "$code"
  [[ "$(head -n 1 "$WORK/answer")" == 0 ]] || stop 'the commands in the cluster did not all succeed; their words are above'
}
