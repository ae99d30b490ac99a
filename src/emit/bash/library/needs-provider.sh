# shellcheck shell=bash
must_be_registered_by() { # TEAM REQUEST NAMESPACE
  if what_if; then
    printf '    # needs from %s: the resource provider %s\n' "$1" "$3"
    return 0
  fi
  provider_state "$3"
  [[ "$STATE" == Registered ]] || ask_team "$1" "$2" "the resource provider $3 is not registered"
}
