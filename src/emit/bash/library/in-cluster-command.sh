# shellcheck shell=bash
in_cluster_by_command() { # GROUP CLUSTER NAME=VALUE...: through Azure, without a way in; it runs in a pod of the cluster
  local group=$1 cluster=$2 command='' code=0 file
  local -a files=(--file "$HERE/files/in-cluster.sh")
  shift 2
  for file in "$HERE"/kubernetes/*.yaml "$HERE"/charts/*.values.yaml; do
    [[ ! -f "$file" ]] || files+=(--file "$file")
  done
  command="$(joined ' ' env "$@") sh in-cluster.sh"
  set -- az aks command invoke --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --command "$command" "${files[@]}"
  if what_if; then
    show_command "$@"
    return 0
  fi
  "$@" --query '[to_string(exitCode), logs]' --output tsv >"$WORK/answer" 2>"$WORK/errors" || code=$?
  printable <"$WORK/errors" >&2
  printable <"$WORK/answer" >&2
  [[ "$code" == 0 ]] || return "$code"
  [[ "$(head -n 1 "$WORK/answer")" == 0 ]] || stop 'the commands in the cluster did not all succeed; their words are above'
}
