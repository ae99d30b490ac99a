# shellcheck shell=bash
in_cluster_by_command() { # GROUP CLUSTER NAME=VALUE...: through Azure, without a way in
  local group=$1 cluster=$2 file
  local -a files=(--file "$HERE/files/in-cluster.sh")
  shift 2
  for file in "$HERE"/kubernetes/*.yaml "$HERE"/charts/*.values.yaml; do
    [[ ! -f "$file" ]] || files+=(--file "$file")
  done
  invoke "$group" "$cluster" "$(joined ' ' env "$@") sh in-cluster.sh" "${files[@]}"
}
