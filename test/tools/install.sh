#!/usr/bin/env bash
# Installs what `npm run test:tools` uses and what is not here yet, where this machine can. Safe to run again.
# What cannot be installed is one line, and the tests that need it say that they are skipped: this never fails.
# Writes to the user's cache folder (${XDG_CACHE_HOME:-~/.cache}/aks-setup, and az-rig beside it); shellcheck comes by apt-get, as root.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shared=${AKS_SETUP_SHARED:-$here/../../../shared}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/aks-setup
mkdir -p "$cache"

without() { echo "not installed: $1"; }
has() { command -v "$1" >/dev/null 2>&1; }

shellcheck_by_apt() {
  has shellcheck && return
  if [ "$(id -u)" = 0 ] && has apt-get; then
    apt-get install -qq -y shellcheck >/dev/null 2>&1 || { apt-get update -qq && apt-get install -qq -y shellcheck; } >/dev/null 2>&1
  fi
  has shellcheck || without 'shellcheck (apt-get install shellcheck, as root)'
}

az_of_the_rig() {
  if [ ! -e "$shared/tools/az-rig/install.sh" ]; then
    without "az of az-rig, which is not at $shared/tools/az-rig (AKS_SETUP_SHARED names the folder above tools/)"
  elif ! bash "$shared/tools/az-rig/install.sh" >/dev/null 2>"$cache/az.log"; then
    without "az of az-rig: $(tail -n 1 "$cache/az.log")"
  fi
}

# The version that report.md names; and a parser of Markdown, which is small.
checkov_by_pip() {
  local version=3.3.30 venv=$cache/checkov
  [ -e "$venv/complete-$version" ] && return
  if python3 -m venv --clear "$venv" 2>"$cache/checkov.log" >&2 &&
    "$venv/bin/pip" install --quiet --disable-pip-version-check "checkov==$version" markdown-it-py==3.0.0 2>>"$cache/checkov.log" >&2; then
    touch "$venv/complete-$version"
  else
    rm -rf "$venv"
    without "checkov $version: $(tail -n 1 "$cache/checkov.log")"
  fi
}

kubeconform_by_go() {
  [ -x "$cache/bin/kubeconform" ] && return
  if ! has go; then
    without 'kubeconform: Go is not here'
  elif ! GOBIN=$cache/bin go install github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0 2>"$cache/kubeconform.log"; then
    without "kubeconform: $(tail -n 1 "$cache/kubeconform.log")"
  fi
}

# The oldest line of Node that the program runs on, beside the one that the project brings.
second_node() {
  [ -x "$cache/node/node_modules/.bin/node" ] && return
  mkdir -p "$cache/node"
  (cd "$cache/node" && npm install --no-save --no-package-lock --silent --prefix . node@22) >/dev/null 2>&1 || without 'node 22 (npm install node@22)'
}

shellcheck_by_apt &
{ az_of_the_rig; checkov_by_pip; } &
{ kubeconform_by_go; second_node; } &
wait
