# shellcheck shell=bash
# --- making what is missing ---
MOST_ABSENT_POLLS=40 # ten minutes
FOUND=''      # the resource of this step was there before
UNFINISHED='' # its id, while the step has more to do on it

say_repairs() { # what a dry run does not look for
  what_if || return 0
  printf '# What is there stays as it is. What an earlier run left Failed or Canceled is asked for again, with the body it has:\n'
  printf '#   az resource update --ids ID --api-version VERSION\n'
}

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
  local id=$1 api=$2 pauses=0
  shift 2
  say "  creating   $id"
  UNFINISHED=$id
  note making "$id"
  until try "$@"; do
    wait_for_late_role "$pauses" || return 1
    pauses=$((pauses + 1))
    look_until_settled "$id" "$api"
    case "$STATE" in
      absent) ;;
      Succeeded) break ;;
      *)
        repair_it "$id" "$api"
        break
        ;;
    esac
  done
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

settled() { # ID API-VERSION: waits for the end of what was written, which must be good
  local polls=0
  look_until_settled "$1" "$2"
  # a role definition can be read some minutes after it was written: https://github.com/hashicorp/terraform-provider-azurerm/issues/10442
  while [[ "$STATE" == absent ]]; do
    [[ "$polls" -lt "$MOST_ABSENT_POLLS" ]] || stop "$1 was written, and cannot be read after ten minutes. Azure took it: the next run finds it, or writes the same."
    [[ "$polls" -gt 0 ]] || say "  waiting    $1 is written, and cannot be read yet: ten minutes at most"
    polls=$((polls + 1))
    sleep "$POLL_SECONDS"
    look_until_settled "$1" "$2"
  done
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
