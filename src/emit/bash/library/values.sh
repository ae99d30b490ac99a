# shellcheck shell=bash
joined() { # SEPARATOR WORDS...
  local IFS=$1
  shift
  printf '%s' "$*"
}
