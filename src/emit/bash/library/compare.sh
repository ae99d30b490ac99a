# shellcheck shell=bash
same() { # API-VERSION (QUERY VALUE)...: what was there before is left as it is; what differs from the plan is named
  local api=$1 query='' line code=0 i=0
  shift
  [[ -n "$FOUND" ]] || return 0
  local -a queries=() wanted=() there=()
  while [[ $# -gt 0 ]]; do
    queries+=("$1")
    wanted+=("$2")
    query="$query${query:+, }to_string($1)"
    shift 2
  done
  az resource show --ids "$FOUND" --api-version "$api" --query "[$query]" --output tsv >"$WORK/there" 2>"$WORK/errors" || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    say '             could not be compared with the plan, as said above; it is left as it is'
    return 0
  fi
  while IFS= read -r line || [[ -n "$line" ]]; do there+=("$line"); done <"$WORK/there"
  if [[ "${#there[@]}" != "${#wanted[@]}" ]]; then
    say '             could not be compared line by line: a value has more than one line'
    return 0
  fi
  while [[ "$i" -lt "${#wanted[@]}" ]]; do
    is_same "${there[i]}" "${wanted[i]}" || say "             differs: ${queries[i]} is $(show_word "${there[i]}"), the plan says $(show_word "${wanted[i]}")"
    i=$((i + 1))
  done
}

is_same() { # Azure keeps case as it likes, and does not say what is off
  local result=1
  shopt -s nocasematch
  if [[ "$1" == "$2" ]]; then
    result=0
  elif [[ "$1" == null && ("$2" == false || -z "$2") ]]; then
    result=0
  fi
  shopt -u nocasematch
  return "$result"
}

as_set() { # TEXTS...: one line that is the same in any order
  [[ $# -eq 0 ]] || printf '%s\n' "$@" | LC_ALL=C sort | paste -s -d , -
}
