# shellcheck shell=sh
remove_chart() { # RELEASE NAMESPACE
  read_release "$1" "$2"
  if [ -z "$state" ]; then
    printf 'is gone    chart %s\n' "$1"
    return 0
  fi
  helm uninstall "$1" --namespace "$2" --wait --timeout 10m
}
