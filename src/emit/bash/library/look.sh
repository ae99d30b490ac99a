# shellcheck shell=bash
# --- looking at what is there ---
POLL_SECONDS=15
MOST_POLLS=480 # two hours
STATE=''

look() { # ID API-VERSION: sets STATE to absent or to how far it is; stops when Azure gives no answer, since a refusal is not an absence
  local code=0
  STATE=$(az resource show --ids "$1" --api-version "$2" --query "properties.provisioningState || 'Succeeded'" --output tsv 2>"$WORK/errors") || code=$?
  case "$code" in
    0) ;;
    3) STATE=absent ;;
    *)
      printable <"$WORK/errors" >&2
      stop "could not look at $1. Nothing was changed there; without an answer nobody knows whether it exists."
      ;;
  esac
}

look_until_settled() { # ID API-VERSION: waits while something is going on there
  local polls=0
  look "$1" "$2"
  while true; do
    case "$STATE" in
      absent | Succeeded | Failed | Canceled) return 0 ;;
    esac
    [[ "$polls" -lt "$MOST_POLLS" ]] || stop "$1 is still $(printf '%s' "$STATE" | printable) after two hours"
    [[ "$polls" -gt 0 ]] || say "  waiting    $1 is $(printf '%s' "$STATE" | printable)"
    polls=$((polls + 1))
    sleep "$POLL_SECONDS"
    look "$1" "$2"
  done
}
