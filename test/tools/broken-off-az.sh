#!/bin/sh
# az in a rig of scripts that are run again and again: what does not change between runs is asked of it once.
case "$1 $2" in
  'version --query' | 'account show' | 'feature show') ;;
  *) exec "$OTHER_AZ" "$@" ;;
esac
answer=$RIG/answer-$(printf '%s\n' "$*" | cksum | tr -dc '0-9')
[ -e "$answer" ] || { "$OTHER_AZ" "$@" >"$answer.new" && mv "$answer.new" "$answer"; } || exit
cat "$answer"
