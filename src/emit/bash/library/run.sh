# shellcheck shell=bash
# --- running commands ---
# A role that was just given is not seen everywhere at once: what needs it may fail at first.
ROLE_PAUSE=60
AFTER_ROLES=''

after_roles() { AFTER_ROLES=yes; }

role_is_late() { # is this failure one that a new role explains?
  grep -q 'PrincipalNotFound' "$WORK/errors" && return 0
  [[ "$AFTER_ROLES" == yes ]] && grep -q -E 'AuthorizationFailed|LinkedAccessCheckFailed|LinkedAuthorizationFailed|InsufficientPermission' "$WORK/errors"
}

try() { # COMMAND...: runs it, keeps its words in $WORK/errors; its exit code
  local code=0
  if what_if; then
    show_command "$@"
    return 0
  fi
  "$@" --output none 2>"$WORK/errors" || code=$?
  printable <"$WORK/errors" >&2
  return "$code"
}

run() { # COMMAND...: runs it, and once more when a new role may not have been seen yet
  try "$@" && return 0
  role_is_late || return 1
  say "    a new role may not be seen everywhere yet: once more in $ROLE_PAUSE seconds"
  sleep "$ROLE_PAUSE"
  try "$@"
}
