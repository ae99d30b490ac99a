# shellcheck shell=bash
# --- what the operator sees ---
what_if() { [[ "$WHAT_IF" == yes ]]; }

# What comes from Azure or from a file reaches the terminal without control characters and without marks that hide or
# reorder what follows (their bytes in UTF-8).
printable() {
  LC_ALL=C tr -d '\000-\010\013-\037\177' |
    LC_ALL=C sed $'s/\xe2\x80[\x8b-\x8f\xa8-\xae]//g; s/\xe2\x81[\xa6-\xa9]//g; s/\xef\xbb\xbf//g; s/\xd8\x9c//g; s/\xc2[\x80-\x9f]//g'
}

say() { printf '%s\n' "$*" >&2; }

stop() { # WORDS...: ends the script; why, and what to do
  say ''
  say "stopped: $*"
  exit 1
}

show_word() {
  local LC_ALL=C
  case "$1" in
    '' | *[!A-Za-z0-9_@%+=:,./-]*)
      case "$1" in
        *\'* | *[[:cntrl:]]*) printf '%q' "$1" ;;
        *[!\ -~]*) if [[ "$(printf '%s.' "$1" | printable)" == "$1." ]]; then printf "'%s'" "$1"; else printf '%q' "$1"; fi ;;
        *) printf "'%s'" "$1" ;;
      esac
      ;;
    *) printf '%s' "$1" ;;
  esac
}

show_command() { # COMMAND...: prints it as one could type it
  local word start='    '
  for word in "$@"; do
    case "$word" in
      --*) printf ' \\\n      ' ;;
      *) printf '%s' "$start" ;;
    esac
    show_word "$word"
    start=' '
  done
  printf '\n'
}
