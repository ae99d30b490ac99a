#!/bin/sh
# SAMPLE: made from the sample subscription.
# Removes the pods on virtual nodes and the charts, so that no container group stays behind when the cluster goes.
# Needs kubectl, helm and a way to the API server. Safe to run twice; ends with an error when it could not look.
set -eu

stop() { # WORDS...: ends the script; why, and what to do
  printf '\nstopped: %s\n' "$*" >&2
  exit 1
}

need() { # TOOL WHERE-FROM
  command -v "$1" >/dev/null || stop "$1 is not here. $2"
}

need kubectl 'az aks install-cli installs it.'
need helm 'https://helm.sh/docs/intro/install says how to install it.'

field() { # NAME: of $listed, which is YAML with one field a line
  printf '%s\n' "$listed" | while IFS= read -r line; do
    case $line in "  $1: "*) printf '%s\n' "${line#"  $1: "}" ;; esac
  done
}

# The states are spelled out: without them Helm 3 leaves out what is pending, and Helm 4 has no --all. A kept history of
# what was uninstalled is no release. When helm cannot look, the script ends: a refusal is not an absence.
read_release() { # RELEASE NAMESPACE: sets state, empty where there is none
  listed=$(helm list --namespace "$2" --filter "^$1\$" --deployed --failed --pending --uninstalling --output yaml) ||
    stop "helm could not look for the chart $1, as it says above; nothing was changed there"
  state=$(field status)
  [ -n "$state" ] || [ "$listed" = '[]' ] || stop "helm does not say how the chart $1 is: $listed"
}

remove_chart() { # RELEASE NAMESPACE
  read_release "$1" "$2"
  if [ -z "$state" ]; then
    printf 'is gone    chart %s\n' "$1"
    return 0
  fi
  helm uninstall "$1" --namespace "$2" --wait --timeout 10m
}

# Virtual nodes are known by this label, whatever their names.
virtual='virtualization=virtualnode2'
nodes=$(kubectl get nodes --selector "$virtual" --output name) ||
  stop 'kubectl could not look for virtual nodes, as it says above; nothing was removed'
# none takes what another gives up
for node in $nodes; do kubectl cordon "$node"; done
for node in $nodes; do
  kubectl delete pods --all-namespaces --field-selector "spec.nodeName=${node#node/}" --wait --timeout 10m
done

remove_chart virtualnode vn2

kubectl delete nodes --selector "$virtual" --ignore-not-found
