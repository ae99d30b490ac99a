# shellcheck shell=sh
# helm itself writes both as lines "key.key: JSON", through a chart that holds nothing else: so what differs is a value,
# and not how somebody wrote it.
write_flat_chart() { # FOLDER
  mkdir "$1/templates"
  printf 'apiVersion: v2\nname: flat\nversion: 0.0.0\n' >"$1/Chart.yaml"
  cat >"$1/templates/values.yaml" <<'TEMPLATE'
{{- define "flat" }}
{{- range $key, $value := .values }}
{{- if and (kindIs "map" $value) $value }}
{{- include "flat" (dict "path" (printf "%s%s." $.path $key) "values" $value) }}
{{- else }}
{{ $.path }}{{ $key }}: {{ toJson $value }}
{{- end }}
{{- end }}
{{- end }}
{{- include "flat" (dict "path" "" "values" .Values) }}
TEMPLATE
}

# What is set there and differs is not shown: nobody knows whether it is a secret.
compare_values() { # THERE WANTED: lines of both
  end='
'
  printf '%s\n' "$2" | while IFS= read -r line; do
    case $line in '' | --- | '# Source: '*) continue ;; esac
    case "$end$1$end" in *"$end$line$end"*) continue ;; esac
    printf '             differs: the plan says %s\n' "$line"
  done
  printf '%s\n' "$1" | while IFS= read -r line; do
    case $line in '' | --- | '# Source: '*) continue ;; esac
    case "$end$2$end" in *"$end$line$end"* | *"$end${line%%: *}: "*) continue ;; esac
    printf '             differs: %s is set, and not in the plan\n' "${line%%: *}"
  done
}

say_values() { # RELEASE NAMESPACE VALUES-FILE OPTIONS...
  there=$(helm get values "$1" --namespace "$2" --output yaml) ||
    stop "helm could not read the values of the chart $1, as it says above; nothing was changed there"
  wanted=$3
  shift 3
  work=$(mktemp -d)
  write_flat_chart "$work"
  printf '%s\n' "$there" >"$work/there.yaml"
  if there=$(helm template flat "$work" --values "$work/there.yaml") &&
    wanted=$(helm template flat "$work" --values "$wanted" "$@"); then
    compare_values "$there" "$wanted"
  else
    printf '             its values are not compared: helm could not read them, as it says\n'
  fi
  rm -r "$work"
}
