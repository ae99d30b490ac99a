# shellcheck shell=bash
# --- running commands ---
# A role, its definition and its principal are not seen everywhere at once: what needs them may be refused at first.
ROLE_PAUSE=60
MOST_ROLE_PAUSES=10 # ten minutes
AFTER_ROLES=''

after_roles() { AFTER_ROLES=yes; }

# AKS looks itself whether its identity may do all that it will: https://github.com/Azure/AKS/issues/3470
role_is_late() { # is this failure one that a new role explains?
  grep -q -E 'PrincipalNotFound|RoleDefinitionDoesNotExist' "$WORK/errors" && return 0
  [[ "$AFTER_ROLES" == yes ]] && grep -q -E 'AuthorizationFailed|LinkedAccessCheckFailed|LinkedAuthorizationFailed|InsufficientPermission|MissingPermission|Check access result not allowed' "$WORK/errors"
}

wait_for_late_role() { # PAUSES-BEFORE: is it worth another try? After a pause, ten minutes at most in all
  role_is_late || return 1
  if [[ "$1" -ge "$MOST_ROLE_PAUSES" ]]; then
    say '    it is refused for ten minutes now: what it needs is missing rather than late'
    return 1
  fi
  say "    a new role may not be seen everywhere yet: again in $ROLE_PAUSE seconds, for ten minutes at most ($(($1 + 1)) of $MOST_ROLE_PAUSES)"
  sleep "$ROLE_PAUSE"
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

run() { # COMMAND...: runs it, and again while a new role may not have been seen yet
  local pauses=0
  until try "$@"; do
    wait_for_late_role "$pauses" || return 1
    pauses=$((pauses + 1))
  done
}
