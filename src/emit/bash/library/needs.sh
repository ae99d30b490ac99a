# shellcheck shell=bash
# --- what others made ---
must_exist() { # ID API-VERSION: something that was there before this profile
  what_if && return 0
  look "$1" "$2"
  [[ "$STATE" != absent ]] || stop "$1 does not exist. The profile says that it is there: correct the profile, or make it first."
}

must_have_from() { # TEAM REQUEST ID API-VERSION
  if what_if; then
    printf '    # needs from %s: %s\n' "$1" "$3"
    return 0
  fi
  look "$3" "$4"
  [[ "$STATE" != absent ]] || ask_team "$1" "$2" "$3 does not exist yet"
}

ask_team() { # TEAM REQUEST WHAT: REQUEST is empty where there is nothing to hand over
  stop "$3. It belongs to $1: ${2:+hand over $2 and }go on when they are done."
}
