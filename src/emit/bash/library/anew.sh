# shellcheck shell=bash
remove_failed() { # ID API-VERSION: what failed and cannot be written again makes room
  what_if && return 0
  look_until_settled "$1" "$2"
  case "$STATE" in
    Failed | Canceled)
      say "  removing   $1 ($STATE): it cannot be repeated as it is"
      run az resource delete --ids "$1" --api-version "$2"
      ;;
  esac
}
