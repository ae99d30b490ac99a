# shellcheck shell=bash
# --- removing what this profile made ---
LEFT=() # what stays, and why

confirm() {
  what_if && return 0
  if [[ -z "$CONFIRMED" ]]; then
    printf '\nThis cannot be undone. The name of the cluster, to go on: ' >&2
    IFS= read -r CONFIRMED || CONFIRMED=''
  fi
  [[ "$CONFIRMED" == "$CLUSTER" ]] || stop "that is not the name of the cluster; nothing was removed"
}

keep() { # ID WHY
  say "  leaves     $1: $2"
  LEFT+=("$1: $2")
}

carries_tag() { # ID API-VERSION: that of this cluster?
  local code=0 tag
  tag=$(az resource show --ids "$1" --api-version "$2" --query "tags.\"$OWN_TAG\"" --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not read the tags of $1"
  fi
  [[ "$tag" == "$CLUSTER" ]]
}

remove_tagged() { # ID API-VERSION: what carries the tag of this cluster
  if what_if; then
    show_command az rest --method delete --url "$1?api-version=$2"
    return 0
  fi
  look_to_remove "$1" "$2" || return 0
  if carries_tag "$1" "$2"; then
    remove_now "$1" "$2"
  else
    keep "$1" "it does not carry the tag $OWN_TAG=$CLUSTER"
  fi
}

remove_noted() { # ID API-VERSION: what has no tags, and stands in created.txt
  if what_if; then
    show_command az rest --method delete --url "$1?api-version=$2"
    return 0
  fi
  case "$(noted "$1")" in
    making | made) ;;
    removed)
      say "  is gone    $1"
      return 0
      ;;
    *)
      look_to_remove "$1" "$2" || return 0
      keep "$1" "$CREATED does not say that setup.sh made it"
      return 0
      ;;
  esac
  look_to_remove "$1" "$2" || return 0
  remove_now "$1" "$2"
}

look_to_remove() { # ID API-VERSION: is there something?
  look_until_settled "$1" "$2"
  [[ "$STATE" == absent ]] || return 0
  say "  is gone    $1"
  note removed "$1"
  return 1
}

# az resource delete keeps Azure's reason to itself; az rest says it, and leaves the waiting to us
remove_now() { # ID API-VERSION
  say "  removing   $1"
  if ! try az rest --method delete --url "$1?api-version=$2"; then
    grep -q -E 'InUse|in use|CannotDelete|[Cc]annot delete|NestedResource|HasAssignments|ScopeLocked' "$WORK/errors" || return 1
    keep "$1" 'something else still uses it, is in it or locks it, as said above'
    return 0
  fi
  wait_until_gone "$1" "$2"
  note removed "$1"
}

wait_until_gone() { # ID API-VERSION
  local polls=0
  while true; do
    look "$1" "$2"
    case "$STATE" in
      absent) return 0 ;;
      Failed) stop "the removal of $1 failed. Its activity log in the Azure portal says why." ;;
    esac
    [[ "$polls" -lt "$MOST_POLLS" ]] || stop "$1 is still there after two hours"
    polls=$((polls + 1))
    sleep "$POLL_SECONDS"
  done
}
