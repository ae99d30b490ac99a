# shellcheck shell=bash
remove_built() { # the images that setup.sh had built
  local word id
  if what_if; then
    printf '    # removes the images that %s names as built\n' "$CREATED"
    return 0
  fi
  [[ -f "$CREATED" ]] || return 0
  grep "^built"$'\t' "$CREATED" >"$WORK/built" || return 0
  while IFS=$'\t' read -r word id; do
    [[ "$word $(noted "$id")" == 'built built' ]] || continue
    say "  removing   $id"
    try az resource delete --ids "$id"
    note removed "$id"
  done <"$WORK/built"
}
