# shellcheck shell=sh
stop() { # WORDS...: ends the script; why, and what to do
  printf '\nstopped: %s\n' "$*" >&2
  exit 1
}

need() { # TOOL WHERE-FROM
  command -v "$1" >/dev/null || stop "$1 is not here. $2"
}
