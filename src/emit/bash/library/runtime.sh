# shellcheck shell=bash
read_value() { # VARIABLE ID API-VERSION QUERY NAME: what only Azure knows, read once
  local code=0 found
  [[ -z "${!1}" ]] || return 0
  if what_if; then
    printf -v "$1" '<%s>' "$5"
    return 0
  fi
  found=$(az resource show --ids "$2" --api-version "$3" --query "$4" --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not read $4 of $2"
  fi
  case "$found" in
    '' | *[!A-Za-z0-9._:/-]*) stop "$2 has no usable $4" ;;
  esac
  printf -v "$1" '%s' "$found"
}
