#!/bin/sh
# SAMPLE: made from the sample subscription.
# Applies the manifests and installs the charts. Needs kubectl, helm where there are charts, and a way to the API server.
# Safe to run twice: manifests are applied; a chart that is installed is left as it is, one left half made is finished.
set -eu

stop() { # WORDS...: ends the script; why, and what to do
  printf '\nstopped: %s\n' "$*" >&2
  exit 1
}

need() { # TOOL WHERE-FROM
  command -v "$1" >/dev/null || stop "$1 is not here. $2"
}

need kubectl 'az aks install-cli installs it.'

here=$(cd "$(dirname "$0")" && pwd)
if [ -d "$here/../kubernetes" ] || [ -d "$here/../charts" ]; then here=$here/..; fi

manifests=$here
[ ! -d "$here/kubernetes" ] || manifests=$here/kubernetes
for file in "$manifests"/*.yaml; do
  case "$file" in */kustomization.yaml | *.values.yaml) continue ;; esac
  kubectl apply --filename "$file"
done
