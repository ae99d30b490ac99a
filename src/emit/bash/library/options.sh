# shellcheck shell=bash
# --- options ---
SCRIPT=$0
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CREATED="$HERE/created.txt"
WHAT_IF='' ONLY_STAGE='' FROM='' REACHED='' INSIDE=''

misused() {
  say "$(show_word "$SCRIPT"): $*"
  say "bash $(show_word "$SCRIPT") --help says what it takes."
  exit 2
}

check_options() {
  local line rest known_stage='' known_step=''
  for line in "${STEPS[@]}"; do
    rest=${line#* }
    [[ "${line%% *}" != "$ONLY_STAGE" ]] || known_stage=yes
    [[ "${rest%% *}" != "$FROM" || "${ONLY_STAGE:-${line%% *}}" != "${line%% *}" ]] || known_step=yes
  done
  [[ -z "$ONLY_STAGE" || -n "$known_stage" ]] || misused "there is no stage $(show_word "$ONLY_STAGE") here"
  [[ -z "$FROM" || -n "$known_step" ]] || misused "there is no step $(show_word "$FROM")${ONLY_STAGE:+ in stage $ONLY_STAGE} here"
}
