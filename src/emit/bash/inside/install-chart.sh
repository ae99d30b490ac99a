# shellcheck shell=sh
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
