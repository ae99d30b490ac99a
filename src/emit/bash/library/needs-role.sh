# shellcheck shell=bash
must_have_role_from() { # TEAM REQUEST SCOPE PRINCIPAL-ID ROLE-ID
  if what_if; then
    printf '    # needs from %s: a role on %s\n' "$1" "$3"
    return 0
  fi
  look_for_assignment "$3" "$4" "$5"
  [[ -n "$ASSIGNMENT" ]] || ask_team "$1" "$2" "the role ${5##*/} of $4 on $3 is missing"
}
