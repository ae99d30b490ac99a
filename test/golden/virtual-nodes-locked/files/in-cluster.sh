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
need helm 'https://helm.sh/docs/intro/install says how to install it.'

here=$(cd "$(dirname "$0")" && pwd)
if [ -d "$here/../kubernetes" ] || [ -d "$here/../charts" ]; then here=$here/..; fi

manifests=$here
[ ! -d "$here/kubernetes" ] || manifests=$here/kubernetes
for file in "$manifests"/*.yaml; do
  case "$file" in */kustomization.yaml | *.values.yaml) continue ;; esac
  kubectl apply --filename "$file"
done

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

# helm itself writes both as lines "key.key: JSON", through a chart that holds nothing else: so what differs is a value,
# and not how somebody wrote it.
write_flat_chart() { # FOLDER
  mkdir "$1/templates"
  printf 'apiVersion: v2\nname: flat\nversion: 0.0.0\n' >"$1/Chart.yaml"
  cat >"$1/templates/values.yaml" <<'TEMPLATE'
{{- define "flat" }}
{{- range $key, $value := .values }}
{{- if and (kindIs "map" $value) $value }}
{{- include "flat" (dict "path" (printf "%s%s." $.path $key) "values" $value) }}
{{- else }}
{{ $.path }}{{ $key }}: {{ toJson $value }}
{{- end }}
{{- end }}
{{- end }}
{{- include "flat" (dict "path" "" "values" .Values) }}
TEMPLATE
}

# What is set there and differs is not shown: nobody knows whether it is a secret.
compare_values() { # THERE WANTED: lines of both
  end='
'
  printf '%s\n' "$2" | while IFS= read -r line; do
    case $line in '' | --- | '# Source: '*) continue ;; esac
    case "$end$1$end" in *"$end$line$end"*) continue ;; esac
    printf '             differs: the plan says %s\n' "$line"
  done
  printf '%s\n' "$1" | while IFS= read -r line; do
    case $line in '' | --- | '# Source: '*) continue ;; esac
    case "$end$2$end" in *"$end$line$end"* | *"$end${line%%: *}: "*) continue ;; esac
    printf '             differs: %s is set, and not in the plan\n' "${line%%: *}"
  done
}

say_values() { # RELEASE NAMESPACE VALUES-FILE OPTIONS...
  there=$(helm get values "$1" --namespace "$2" --output yaml) ||
    stop "helm could not read the values of the chart $1, as it says above; nothing was changed there"
  wanted=$3
  shift 3
  work=$(mktemp -d)
  write_flat_chart "$work"
  printf '%s\n' "$there" >"$work/there.yaml"
  if there=$(helm template flat "$work" --values "$work/there.yaml") &&
    wanted=$(helm template flat "$work" --values "$wanted" "$@"); then
    compare_values "$there" "$wanted"
  else
    printf '             its values are not compared: helm could not read them, as it says\n'
  fi
  rm -r "$work"
}

is_busy() { case $state in pending-* | uninstalling) return 0 ;; *) return 1 ;; esac; }

# An install waits ten minutes at most: what is under way for longer has nobody at it.
read_settled_release() { # RELEASE NAMESPACE
  polls=0
  read_release "$1" "$2"
  while is_busy && [ "$polls" -lt 40 ]; do
    [ "$polls" -gt 0 ] || printf 'waiting    chart %s is %s: ten minutes at most, in case someone is at it\n' "$1" "$state"
    polls=$((polls + 1))
    sleep 15
    read_release "$1" "$2"
  done
}

read_last_that_ran() { # RELEASE NAMESPACE: sets ran to the last revision that was deployed, empty where none was
  history=$(helm history "$1" --namespace "$2" --output yaml) ||
    stop "helm could not look at what ran of the chart $1, as it says above; nothing was changed there"
  ran='' revision=''
  while IFS= read -r line; do
    case $line in
      '  revision: '*) revision=${line#'  revision: '} ;;
      '  status: deployed' | '  status: superseded') ran=$revision ;;
    esac
  done <<HISTORY
$history
HISTORY
}

# Helm refuses every change of what is pending. What never ran makes room; what ran is not rolled back unasked, since only
# whoever changed it knows which of the two is right.
make_room() { # RELEASE NAMESPACE
  if [ "$state" = pending-upgrade ] || [ "$state" = pending-rollback ]; then
    read_last_that_ran "$1" "$2"
    [ -z "$ran" ] || stop "a change of the chart $1 was broken off: it is $state. Revision $ran ran before. This looks at what happened, and goes back to it:
  helm history $1 --namespace $2
  helm rollback $1 $ran --namespace $2 --wait
Then run this again."
  fi
  printf 'finishing  chart %s: it was left %s; removes what is there of it, then installs it\n' "$1" "$state"
  helm uninstall "$1" --namespace "$2" --wait --timeout 10m
}

say_chart() { # RELEASE CHART-AND-VERSION: as helm has it, against the plan
  printf 'is there   chart %s\n' "$1"
  there=$(field chart)
  [ "$there" = "$2" ] || printf '             differs: the chart is %s, the plan says %s\n' "$there" "$2"
}

install_chart() { # RELEASE NAMESPACE CHART REPOSITORY VERSION VALUES-FILE OPTIONS...
  release=$1 namespace=$2 chart=$3 repository=$4 version=$5 values=$here/$6
  shift 6
  [ ! -d "$here/charts" ] || values=$here/charts/${values##*/}
  read_settled_release "$release" "$namespace"
  case $state in
    deployed)
      say_chart "$release" "$chart-$version"
      say_values "$release" "$namespace" "$values" "$@"
      return 0
      ;;
    pending-* | uninstalling) make_room "$release" "$namespace" ;;
  esac
  helm upgrade --install "$release" "$chart" --repo "$repository" --version "$version" \
    --namespace "$namespace" --create-namespace --values "$values" --wait --timeout 10m "$@"
}

# because: base.clusterName, base.tags, net.subnets, vn.chartVersion, vn.enable, vn.identity, vn.kubeProxy,
#    vn.provider, vn.replicas, vn.zones
install_chart virtualnode vn2 virtualnode https://microsoft.github.io/virtualnodesOnAzureContainerInstances/ 1.3410.26081102 virtualnode.values.yaml
