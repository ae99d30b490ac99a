# shellcheck shell=bash
CONFIRMED=''

usage() {
  cat <<'HELP'
usage: bash cleanup.sh [--what-if] [--confirm CLUSTER] [--from STEP] [--inside]

  --what-if          prints what it would look at and remove, and does neither
  --confirm CLUSTER  the cluster's name, instead of the question
  --from STEP        goes on from this step
  --inside           this machine is inside the network: it can reach into the cluster
  --help             this text, and the steps

It removes what carries this cluster's tag or stands in created.txt, and nothing else.
HELP
  printf '\nSteps:\n'
  printf '  %s\n' "${STEPS[@]}"
}

read_options() {
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --what-if) WHAT_IF=yes ;;
      --inside) INSIDE=yes ;;
      --confirm | --from)
        [[ $# -gt 1 ]] || misused "$1 needs a value"
        if [[ "$1" == --confirm ]]; then CONFIRMED=$2; else FROM=$2; fi
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
