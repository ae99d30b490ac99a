# shellcheck shell=bash
SCRIPT=$0
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CREATED="$HERE/created.txt"
WHAT_IF='' ONLY_STAGE='' FROM='' REACHED='' INSIDE=''

usage() {
  cat <<'HELP'
usage: bash setup.sh [--what-if] [--stage NUMBER] [--from STEP] [--inside]

  --what-if        prints the commands and runs none; what Azure will choose stands as <resource.property>
  --stage NUMBER   only this stage
  --from STEP      goes on from this step
  --inside         this machine is inside the network: it can do the stage in the cluster
  --help           this text, and the steps

It is safe to run twice: it makes what is missing and leaves what is there as it is.
HELP
  printf '\nStages and steps:\n'
  printf '  %s\n' "${STEPS[@]}"
}

misused() {
  say "setup.sh: $*"
  say 'bash setup.sh --help says what it takes.'
  exit 2
}

read_options() {
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --what-if) WHAT_IF=yes ;;
      --inside) INSIDE=yes ;;
      --stage | --from)
        [[ $# -gt 1 ]] || misused "$1 needs a value"
        if [[ "$1" == --stage ]]; then ONLY_STAGE=$2; else FROM=$2; fi
        shift
        ;;
      --help)
        usage
        exit 0
        ;;
      *) misused "$(show_word "$1") is no option" ;;
    esac
    shift
  done
  check_options
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
