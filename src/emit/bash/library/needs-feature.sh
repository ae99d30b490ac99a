# shellcheck shell=bash
must_have_feature() { # STAGE NAMESPACE NAME FOR [TEAM REQUEST]: of the subscription, when this run does something of that stage or before
  local code=0 line needed='' before=$REACHED state says
  for line in "${STEPS[@]}"; do
    if will_run "$line" && [[ "${line%% *}" -le "$1" ]]; then needed=yes; fi
  done
  REACHED=$before
  [[ -n "$needed" ]] || return 0
  if what_if; then
    printf '# needs the feature %s of %s in the subscription, registered%s\n' "$3" "$2" "${5:+ by $5}"
    return 0
  fi
  state=$(az feature show --subscription "$SUBSCRIPTION" --namespace "$2" --name "$3" --query properties.state --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look at the feature $3 of $2 in the subscription. Nothing was made."
  fi
  [[ "$state" != Registered ]] || return 0
  say ''
  say 'Whoever owns the subscription registers it once; it takes some minutes until it is Registered:'
  say "  az feature register --subscription $SUBSCRIPTION --namespace $2 --name $3"
  say "  az feature show --subscription $SUBSCRIPTION --namespace $2 --name $3 --query properties.state"
  say "  az provider register --subscription $SUBSCRIPTION --namespace $2"
  says="$4 needs the feature $3 of $2 in the subscription, and it is $(printf '%s' "$state" | printable)"
  [[ -z "${5:-}" ]] || ask_team "$5" "${6:-}" "$says"
  stop "$says. Nothing was made."
}
