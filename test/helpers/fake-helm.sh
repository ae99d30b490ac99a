#!/bin/sh
# helm as far as the scripts see it: it remembers releases with their revisions, reads no chart, and takes only what Helm 3
# and Helm 4 both take (test/tools/helm.test.ts asks a real one). A release is a file NAMESPACE/NAME of lines "STATUS CHART".
refuse() { printf 'Error: %s\n' "$*" >&2; exit 1; }

command=$1
if [ "$command" = get ]; then
  command=get-$2
  shift
fi
shift

# options with a value end in "="
known='--namespace='
case $command in
  list) known="$known --filter= --output= --deployed --failed --pending --uninstalling" ;;
  history) known="$known --output=" ;;
  upgrade) known="$known --repo= --version= --values= --set-string= --timeout= --install --create-namespace --wait" ;;
  uninstall) known="$known --timeout= --wait" ;;
  get-values) known="$known --output=" ;;
  template) known="$known --values= --set-string=" ;;
  *) refuse "unknown command \"$command\" for \"helm\"" ;;
esac

if [ -n "${RIG:-}" ]; then state=$RIG log=$RIG/helm.txt; else state=$FAKE log=$FAKE/other.txt; fi
printf '%s\n' "helm $command $*" >>"$log"
releases=$state/helm
[ "$(cat "$state/helm-refuses" 2>/dev/null)" != "$command" ] || refuse 'Kubernetes cluster unreachable'

end='
'
namespace='' filter='' version='' values='' set='' words='' shown=''
while [ $# -gt 0 ]; do
  case " $known " in
    *" $1= "*)
      case $1 in
        --namespace) namespace=$2 ;;
        --filter) filter=$(printf '%s' "$2" | tr -d '^$') ;;
        --version) version=$2 ;;
        --values)
          [ -r "$2" ] || refuse "open $2: no such file or directory"
          values=$2
          ;;
        --set-string) set="$set${2%%=*}: ${2#*=}$end" ;;
      esac
      shift
      ;;
    *" $1 "*) shown="$shown $1" ;;
    *)
      case $1 in --*) refuse "unknown flag: $1" ;; esac
      words="$words $1"
      ;;
  esac
  shift
done
# shellcheck disable=SC2086 # the names of releases and charts are plain words
set -- $words
file=$releases/$namespace/${1:-$filter}
last=$(sed -n '$p' "$file" 2>/dev/null)
status=${last% *}

case $command in
  list)
    case $status in
      pending-*) state_option=--pending ;;
      *) state_option=--$status ;;
    esac
    case "$shown " in
      *" $state_option "*) printf -- '- app_version: "1.0"\n  chart: %s\n  name: %s\n  namespace: %s\n  revision: "1"\n  status: %s\n' "${last#* }" "$filter" "$namespace" "$status" ;;
      *) echo '[]' ;;
    esac
    ;;
  history)
    [ -n "$last" ] || refuse 'release: not found'
    number=0
    while read -r one chart; do
      number=$((number + 1))
      printf -- '- app_version: "1.0"\n  chart: %s\n  description: text\n  revision: %s\n  status: %s\n' "$chart" "$number" "$one"
    done <"$file"
    ;;
  upgrade)
    case $status in
      pending-*) refuse 'UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress' ;;
      uninstalling) refuse "UPGRADE FAILED: \"$1\" has no deployed releases" ;;
    esac
    mkdir -p "$releases/$namespace"
    printf 'deployed %s\n' "$2-$version" >>"$file"
    { cat "$values" && printf '%s' "$set"; } >"$file.values"
    ;;
  get-values) cat "$file.values" ;;
  # the values as they stand, without comments: whoever compares values in a test writes them flat
  template)
    [ ! -s "$values" ] || printf -- '---\n# Source: flat/templates/values.yaml\n'
    sed '/^#/d' "$values" && printf '%s' "$set"
    ;;
  uninstall)
    [ -n "$last" ] || refuse 'uninstall: Release not loaded: release: not found'
    rm -f "$file" "$file.values"
    ;;
esac
