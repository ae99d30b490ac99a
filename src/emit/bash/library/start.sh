# shellcheck shell=bash
# --- before anything is made ---
need_tool() { # NAME WHERE-FROM
  what_if || command -v "$1" >/dev/null || stop "$1 is not here. $2"
}

newer_or_same() { # VERSION LEAST: dotted numbers
  local IFS=.
  local -a a b
  local i
  read -r -a a <<<"$1"
  read -r -a b <<<"$2"
  for i in 0 1 2; do
    [[ "${a[i]:-0}" -eq "${b[i]:-0}" ]] || { [[ "${a[i]:-0}" -gt "${b[i]:-0}" ]] && return 0 || return 1; }
  done
}

check_az() {
  local version
  version=$(az version --query '"azure-cli"' --output tsv 2>/dev/null) || stop 'az does not run. https://aka.ms/azure-cli says how to install it.'
  case "$version" in
    '' | *[!0-9.]*) stop 'az does not say its version' ;;
  esac
  newer_or_same "$version" "$LEAST_AZ" || stop "az is $version, this script needs $LEAST_AZ or newer: az upgrade."
}

check_account() {
  local state='' user=''
  az account show --subscription "$SUBSCRIPTION" --query '[state, user.name]' --output tsv >"$WORK/account" 2>"$WORK/errors" || {
    printable <"$WORK/errors" >&2
    stop "not signed in to the subscription $SUBSCRIPTION: az login"
  }
  { IFS= read -r state && IFS= read -r user; } <"$WORK/account" || true
  [[ "$state" == Enabled ]] || stop "the subscription $SUBSCRIPTION is $(printf '%s' "$state" | printable), not Enabled"
  say "Signed in as $(printf '%s' "$user" | printable)."
}

start() {
  if ! what_if; then
    need_tool az 'https://aka.ms/azure-cli says how to install it.'
    check_az
    check_account
    : >>"$CREATED" || stop "$CREATED cannot be written, and without it nobody knows later what was made"
  fi
  say "Cluster $CLUSTER in subscription $SUBSCRIPTION. These steps, in this order:"
  list_steps >&2
  REACHED=''
}
