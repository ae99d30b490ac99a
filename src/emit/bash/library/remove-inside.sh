# shellcheck shell=bash
remove_inside() { # ID API-VERSION: it is gone with what it is in, which was removed just before; and has to go alone only when that stays
  if what_if; then
    printf '    # goes with what it is in; alone, only when that stays: az rest --method delete --url %s\n' "$(show_word "$1?api-version=$2")"
    return 0
  fi
  remove_noted "$1" "$2"
}
