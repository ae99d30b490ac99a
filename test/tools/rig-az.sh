#!/bin/sh
# az in the rig: the real one, $REAL_AZ, but for two things that az-rig's fake of Azure does not do.
# - It does not know the namespace of standby pools, and answers InvalidResourceNamespace: it is registered here.
# - It says that `aks command invoke` succeeded, and runs nothing: where the rig has a cluster, the command is run here as
#   its pod would run it, with nothing but its files in one folder and a way to the API server.
registered=$RIG/registered-here
case " $* " in
  ' provider show '*' --namespace Microsoft.StandbyPool '*)
    if [ -e "$registered" ]; then echo Registered; else echo NotRegistered; fi
    exit 0
    ;;
  ' provider register '*' --namespace Microsoft.StandbyPool '*)
    : >"$registered"
    exit 0
    ;;
  ' aks command invoke '*) ;;
  *) exec "$REAL_AZ" "$@" ;;
esac

"$REAL_AZ" "$@" || exit
[ -d "$RIG/kube" ] || exit 0
pod=$(mktemp -d "$RIG/pod.XXXXXX")
while [ $# -gt 0 ]; do
  case $1 in
    --command) command=$2 ;;
    --file) cp "$2" "$pod" ;;
  esac
  shift
done
cd "$pod" && env -i PATH="$PATH" HOME="$HOME" RIG="$RIG" KUBECONFIG="$RIG/kube/kubeconfig" sh -c "$command" >&2
