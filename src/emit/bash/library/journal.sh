# shellcheck shell=bash
# --- created.txt: what this script made, for whoever removes it ---
note() { # WORD ID: making, building, built, made, removed
  printf '%s\t%s\n' "$1" "$2" >>"$CREATED"
}

noted() { # ID: the last word about it
  local word id last=''
  if [[ -f "$CREATED" ]]; then
    while IFS=$'\t' read -r word id; do
      [[ "$id" != "$1" ]] || last=$word
    done <"$CREATED"
  fi
  printf '%s' "$last"
}
