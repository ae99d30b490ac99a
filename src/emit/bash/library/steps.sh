# shellcheck shell=bash
# --- stages and steps ---
CURRENT_STEP=''

list_steps() {
  local line
  for line in "${STEPS[@]}"; do
    will_run "$line" && printf '  %s\n' "$line"
  done
  return 0
}

will_run() { # "STAGE STEP TYPE": does this run do it?
  local number=${1%% *} rest=${1#* }
  [[ -z "$ONLY_STAGE" || "$ONLY_STAGE" == "$number" ]] || return 1
  [[ -z "$FROM" || -n "$REACHED" || "$FROM" == "${rest%% *}" ]] || return 1
  [[ -z "$FROM" || "$FROM" != "${rest%% *}" ]] || REACHED=yes
}

stage() { # NUMBER WORDS: does this run do something of it?
  local line before=$REACHED found=1
  finish_step
  CURRENT_STEP=''
  for line in "${STEPS[@]}"; do
    [[ "${line%% *}" == "$1" ]] || continue
    if will_run "$line" && [[ "$found" == 1 ]]; then
      found=0
      line=${line#* }
      CURRENT_STEP=${line%% *} # what it would go on from, when something that the stage needs is missing
    fi
  done
  REACHED=$before
  [[ "$found" == 0 ]] || return 1
  say ''
  say "Stage $1: $2"
}

step() { # NUMBER STEP: is it this run's?
  finish_step
  CURRENT_STEP=''
  will_run "$1 $2" || return 1
  CURRENT_STEP=$2
  say "$2"
}

ended() { # what to say when the script ends early
  local code=$?
  cd / && rm -rf "$WORK"
  [[ "$code" != 0 ]] || return 0
  say ''
  if [[ -n "$CURRENT_STEP" ]]; then
    say "The step $CURRENT_STEP was not finished. When the cause is gone, this goes on from there:"
    say "  bash $(show_word "$SCRIPT")${ONLY_STAGE:+ --stage $ONLY_STAGE}${INSIDE:+ --inside} --from $CURRENT_STEP"
  fi
}
