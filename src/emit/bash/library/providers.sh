# shellcheck shell=bash
provider_state() { # NAMESPACE: sets STATE
  local code=0
  STATE=$(az provider show --subscription "$SUBSCRIPTION" --namespace "$1" --query registrationState --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look at the resource provider $1"
  fi
}

register_provider() { # NAMESPACE: for the whole subscription; it is never taken back
  if ! what_if; then
    provider_state "$1"
    if [[ "$STATE" == Registered ]]; then
      say "  is there   $1"
      return 0
    fi
    say "  registers  $1"
  fi
  run az provider register --subscription "$SUBSCRIPTION" --namespace "$1" --wait
}
