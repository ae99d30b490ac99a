# shellcheck shell=bash
# --- roles: one assignment for each scope, role and principal, whatever its name ---
MOST_ROLE_SECONDS=600
ASSIGNMENT=''

look_for_assignment() { # SCOPE PRINCIPAL-ID ROLE-ID: sets ASSIGNMENT to its id, or to nothing
  local id code=0 prefix
  ASSIGNMENT=''
  az rest --method get --url "$1/providers/Microsoft.Authorization/roleAssignments" \
    --uri-parameters api-version=2022-04-01 "\$filter=principalId eq '$2'" \
    --query "value[?ends_with(properties.roleDefinitionId, '/${3##*/}')].id" --output tsv >"$WORK/assignments" 2>"$WORK/errors" || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look at the roles on $1. Nothing was changed there."
  fi
  prefix="$1/providers/Microsoft.Authorization/roleAssignments/"
  shopt -s nocasematch
  while IFS= read -r id; do
    [[ "$id" != "$prefix"* ]] || ASSIGNMENT=$id
  done <"$WORK/assignments"
  shopt -u nocasematch
}

value_of() { # OPTION COMMAND...: what the command says for it
  local option=$1
  shift
  while [[ $# -gt 1 ]]; do
    if [[ "$1" == "$option" ]]; then
      printf '%s' "$2"
      return 0
    fi
    shift
  done
}

ensure_assignment() { # ID COMMAND...
  local id=$1
  shift
  if what_if; then
    show_command "$@"
    return 0
  fi
  look_for_assignment "$(value_of --scope "$@")" "$(value_of --assignee-object-id "$@")" "$(value_of --role "$@")"
  if [[ -n "$ASSIGNMENT" ]]; then
    say "  is there   $id"
    return 0
  fi
  say "  creating   $id"
  note making "$id"
  run "$@"
  note made "$id"
}

wait_for_role() { # SCOPE PRINCIPAL-ID ROLE-ID: until it can be seen, ten minutes at most in all
  what_if && return 0
  while true; do
    look_for_assignment "$1" "$2" "$3"
    [[ -z "$ASSIGNMENT" ]] || return 0
    [[ "$SECONDS" -lt "$ROLE_DEADLINE" ]] || stop "a role on $1 cannot be seen after ten minutes"
    sleep 10
  done
}

wait_for_roles() {
  ROLE_DEADLINE=$((SECONDS + MOST_ROLE_SECONDS))
  if what_if; then
    printf '    # waits until each role assignment can be seen, %s seconds at most\n' "$MOST_ROLE_SECONDS"
  fi
}
