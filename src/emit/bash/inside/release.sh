# shellcheck shell=sh
field() { # NAME: of $listed, which is YAML with one field a line
  printf '%s\n' "$listed" | while IFS= read -r line; do
    case $line in "  $1: "*) printf '%s\n' "${line#"  $1: "}" ;; esac
  done
}

# The states are spelled out: without them Helm 3 leaves out what is pending, and Helm 4 has no --all. A kept history of
# what was uninstalled is no release. When helm cannot look, the script ends: a refusal is not an absence.
read_release() { # RELEASE NAMESPACE: sets state, empty where there is none
  listed=$(helm list --namespace "$2" --filter "^$1\$" --deployed --failed --pending --uninstalling --output yaml) ||
    stop "helm could not look for the chart $1, as it says above; nothing was changed there"
  state=$(field status)
  [ -n "$state" ] || [ "$listed" = '[]' ] || stop "helm does not say how the chart $1 is: $listed"
}
