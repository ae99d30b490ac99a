# shellcheck shell=bash
remove_assignment() { # ID API-VERSION IDENTITY-ID ITS-API-VERSION: a role of an identity that goes too, if only by its tag
  if ! what_if && [[ -z "$(noted "$1")" ]]; then
    look "$3" "$4"
    if [[ "$STATE" != absent ]] && carries_tag "$3" "$4"; then
      look_to_remove "$1" "$2" || return 0
      remove_now "$1" "$2"
      return 0
    fi
  fi
  remove_noted "$1" "$2"
}
