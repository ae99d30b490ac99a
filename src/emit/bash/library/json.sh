# shellcheck shell=bash
# --- bodies in files ---
# bash 5.2 gives & a meaning in replacements; older ones do not know the option
shopt -u patsub_replacement 2>/dev/null || true

json_text() { # TEXT: as it stands between the quotes of JSON
  local text=$1 out='' char
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  case "$text" in
    *[[:cntrl:]]*)
      while [[ -n "$text" ]]; do
        char=${text:0:1}
        text=${text:1}
        case "$char" in
          [[:cntrl:]]) printf -v char '\\u%04x' "'$char" ;;
        esac
        out=$out$char
      done
      text=$out
      ;;
  esac
  printf '%s' "$text"
}

json_list() { # TEXTS...
  local text out=''
  for text in "$@"; do out="$out${out:+,}\"$(json_text "$text")\""; done
  printf '[%s]' "$out"
}

BODY='' # the argument of az that names the body

fill() { # FILE (NAME VALUE)...: fills the places of a file in, @{NAME} with a text, "@{NAME!}" with JSON; sets BODY
  local file=$1 text out='' name value i
  shift
  BODY="@$file"
  what_if && return 0
  [[ -f "$file" ]] || stop "$file is missing. It belongs beside this script."
  text=$(cat "$file")
  while [[ "$text" == *'@{'*'}'* ]]; do
    out=$out${text%%@\{*}
    text=${text#*@\{}
    name=${text%%\}*}
    text=${text#*\}}
    value=''
    for ((i = 1; i < $#; i += 2)); do
      [[ "${!i}" != "$name" ]] || { i=$((i + 1)) && value=${!i} && break; }
    done
    case "$name" in
      *!)
        out=${out%\"}$value
        text=${text#\"}
        ;;
      *) out=$out$(json_text "$value") ;;
    esac
  done
  printf '%s\n' "$out$text" >"$WORK/body.json"
  BODY="@$WORK/body.json"
}
