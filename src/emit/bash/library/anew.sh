# shellcheck shell=bash
remove_failed() { # ID API-VERSION: what failed and cannot be written again makes room
  if what_if; then
    printf '    # first, when an earlier run left it Failed or Canceled: az resource delete --ids %s --api-version %s\n' "$(show_word "$1")" "$2"
    return 0
  fi
  look_until_settled "$1" "$2"
  case "$STATE" in
    Failed | Canceled)
      say "  removing   $1 ($STATE): it cannot be repeated as it is"
      run az resource delete --ids "$1" --api-version "$2"
      ;;
  esac
}
