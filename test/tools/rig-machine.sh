#!/usr/bin/env bash
# Runs script after script with one resident az: az-rig's run.sh starts one for each, which takes as long as many a script.
# usage: rig-machine.sh AZ-RIG FOLDER    stdin: one line a run, its words apart by the unit separator: [--cluster] RUN-FOLDER SCRIPT FAKE-OPTIONS...
# stdout: one line with the exit code after each run. When stdin ends, it ends with all that it started.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=$1 machine=$2
trap '[[ ! -s "$machine/azd.pid" ]] || kill "$(<"$machine/azd.pid")"' EXIT

serve_cluster() { # RUN-FOLDER: an API server that knows of nothing; sets CLUSTER_URL
  node "$tools/../kube-check/kube-check.mjs" serve "$1/kube" </dev/null >"$1/kube.log" 2>&1 &
  for _ in $(seq 200); do [[ ! -s "$1/kube/kube-port" ]] || break; sleep 0.05; done
  CLUSTER_URL="http://127.0.0.1:$(<"$1/kube/kube-port")"
}

# A resident az has read where its configuration is, and not what is in it: that is each run's own.
start_az() ( # in a rig of its own, which goes when az has started
  # shellcheck source=/dev/null
  . "$tools/setup.sh" "$machine/first" || exit 1
  cp "$RIG"/{cert,key}.pem "$machine"
  ln -sfn "$RIG/azure" "$machine/azure"
  RIG=$machine AZURE_CONFIG_DIR=$machine/azure "$AZ_RIG_PYTHON" -B "$here/rig-azd.py" "$tools" </dev/null >"$machine/azd.log" 2>&1 &
  for _ in $(seq 1200); do [[ ! -s "$machine/azd.pid" ]] || break; sleep 0.05; done
  end_and_wait "$(<"$RIG/pid")"
  [[ -s "$machine/azd.pid" ]]
)

end_and_wait() { # PID: for what it writes at its end
  kill "$1"
  wait "$1"
}

run_one() ( # [--cluster] RUN-FOLDER SCRIPT FAKE-OPTIONS...: its exports stay here
  cluster=''
  if [[ "$1" == --cluster ]]; then cluster=yes; shift; fi
  folder=$1 script=$2
  shift 2
  mkdir -p "$folder"
  [[ -z "$cluster" ]] || { serve_cluster "$folder" && set -- "$@" --kube "$CLUSTER_URL"; }
  cp "$machine"/{cert,key}.pem "$folder"
  # shellcheck source=/dev/null
  . "$tools/setup.sh" "$folder" "$@" || exit 125
  ln -sfn "$RIG/azure" "$machine/azure"
  cp "$machine/first/azure/versionCheck.json" "$RIG/azure"
  ln -s "$machine/azd.sock" "$RIG/azd.sock"
  export AZURE_CONFIG_DIR=$machine/azure PATH="$machine/bin:$PATH"
  code=0
  bash "$script" </dev/null >"$RIG/out.txt" 2>"$RIG/err.txt" || code=$?
  end_and_wait "$(<"$RIG/pid")"
  [[ -z "$cluster" ]] || end_and_wait "$(<"$RIG/kube/kube-pid")"
  exit "$code"
)

mkdir -p "$machine/bin"
# shellcheck disable=SC2016 # expands when az is run
printf '#!/bin/sh\nexec "$AZ_RIG_PYTHON" -BIS %q "$@"\n' "$here/rig-az-client.py" >"$machine/bin/az"
chmod +x "$machine/bin/az"
start_az >&2 || exit 1
while IFS=$'\x1f' read -r -a words; do
  run_one "${words[@]}" >&2
  printf '%s\n' "$?"
done
