# shellcheck shell=bash
# --- making what is missing ---
FOUND=''      # the resource of this step was there before
UNFINISHED='' # its id, while the step has more to do on it

ensure() { # ID API-VERSION COMMAND...: makes it when it is missing; never puts a body over what is there
  local id=$1 api=$2
  shift 2
  FOUND='' UNFINISHED=''
  if what_if; then
    UNFINISHED=$id
    show_command "$@"
    return 0
  fi
  look_until_settled "$id" "$api"
  case "$STATE" in
    absent) create_it "$id" "$api" "$@" ;;
    Succeeded) leave_it "$id" ;;
    *) repair_it "$id" "$api" ;;
  esac
}

create_it() {
  local id=$1 api=$2
  shift 2
  say "  creating   $id"
  UNFINISHED=$id
  note making "$id"
  if ! try "$@"; then
    role_is_late || return 1
    say "    a new role may not be seen everywhere yet: once more in $ROLE_PAUSE seconds"
    sleep "$ROLE_PAUSE"
    look_until_settled "$id" "$api"
    case "$STATE" in
      absent) try "$@" ;;
      Succeeded) ;;
      *) repair_it "$id" "$api" ;;
    esac
  fi
  [[ "$1 $2" != 'az rest' ]] || settled "$id" "$api"
}

leave_it() {
  if [[ "$(noted "$1")" == making ]]; then
    say "  finishing  $1"
    UNFINISHED=$1
  else
    say "  is there   $1"
    FOUND=$1
  fi
}

repair_it() { # ID API-VERSION: a creation that failed left it half made: Azure is asked for the same once more, with the body it has
  say "  repeating  $1 ($(printf '%s' "$STATE" | printable))"
  UNFINISHED=$1
  note making "$1"
  run az resource update --ids "$1" --api-version "$2"
  settled "$1" "$2"
}

settled() { # ID API-VERSION: waits for the end, which must be good
  look_until_settled "$1" "$2"
  [[ "$STATE" == Succeeded ]] || stop "$1 is $(printf '%s' "$STATE" | printable). Its activity log in the Azure portal says why."
}

unfinished() { [[ -n "$UNFINISHED" ]]; }

ensure_part() { # ID API-VERSION COMMAND...: something inside a resource that this step makes
  local id=$1 api=$2
  shift 2
  if what_if; then
    show_command "$@"
    return 0
  fi
  look_until_settled "$id" "$api"
  [[ "$STATE" == absent ]] || return 0
  say "  creating   $id"
  run "$@"
}
