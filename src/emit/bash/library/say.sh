# shellcheck shell=bash
# --- what the operator sees ---
what_if() { [[ "$WHAT_IF" == yes ]]; }

# What comes from Azure or from a file reaches the terminal without control characters.
printable() { LC_ALL=C tr -d '\000-\010\013-\037\177'; }

say() { printf '%s\n' "$*" >&2; }

stop() { # WORDS...: ends the script; why, and what to do
  say ''
  say "stopped: $*"
  exit 1
}

show_word() {
  case "$1" in
    '' | *[!A-Za-z0-9_@%+=:,./-]*)
      case "$1" in
        *\'* | *[[:cntrl:]]*) printf '%q' "$1" ;;
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
