# shellcheck shell=bash
holds_others() { # ID COMMAND...: does the command, which lists what is inside, print something?
  local id=$1 code=0
  shift
  "$@" --output tsv >"$WORK/inside" 2>"$WORK/errors" || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look into $id"
  fi
  [[ -s "$WORK/inside" ]] || return 1
  keep "$id" 'it holds what this profile did not make:'
  printable <"$WORK/inside" | sed 's/^/               /' >&2
}

remove_group() { # ID API-VERSION SUBSCRIPTION NAME
  if ! what_if; then
    look_to_remove "$1" "$2" || return 0
    holds_others "$1" az resource list --subscription "$3" --resource-group "$4" --query '[].id' && return 0
  fi
  remove_tagged "$1" "$2"
}

remove_network() { # ID API-VERSION
  if ! what_if; then
    look_to_remove "$1" "$2" || return 0
    holds_others "$1" az resource show --ids "$1" --api-version "$2" --query 'properties.subnets[].id' && return 0
  fi
  remove_tagged "$1" "$2"
}
