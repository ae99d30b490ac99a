# shellcheck shell=bash
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
