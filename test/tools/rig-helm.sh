#!/bin/sh
# helm as far as the scripts see it: it remembers releases, and reads no chart, since a real helm fetches those from the internet.
printf '%s\n' "helm $*" >>"$RIG/helm.txt"
releases=$RIG/helm
mkdir -p "$releases"
case $1 in
  list)
    while [ $# -gt 0 ]; do
      case $1 in --filter) name=$(printf '%s' "$2" | tr -d '^$') ;; esac
      shift
    done
    [ ! -e "$releases/$name" ] || echo "$name"
    ;;
  upgrade)
    release=$3
    while [ $# -gt 0 ]; do
      case $1 in --values) [ -r "$2" ] || exit 1 ;; esac
      shift
    done
    : >"$releases/$release"
    ;;
  uninstall) rm "$releases/$2" ;;
  *) exit 1 ;;
esac
