# shellcheck shell=bash
finish_step() { # everything of the step before is done
  [[ -z "$UNFINISHED" ]] || what_if || note made "$UNFINISHED"
  FOUND='' UNFINISHED='' AFTER_ROLES=''
}

ELSEWHERE=''

end() { # what comes next
  local line next=''
  finish_step
  CURRENT_STEP=''
  if [[ -n "$ONLY_STAGE" ]]; then
    for line in "${STEPS[@]}"; do
      [[ "${line%% *}" -le "$ONLY_STAGE" || -n "$next" ]] || next=${line%% *}
    done
  fi
  say ''
  if [[ -n "$next" ]]; then
    say "Stage $ONLY_STAGE is done. The next one:"
    say "  bash $(show_word "$SCRIPT") --stage $next"
  elif [[ -n "$ELSEWHERE" ]]; then
    say 'Done here. What is left is the stage in the cluster, from the jump box, as said above.'
  elif what_if; then
    say 'That is all; nothing was run.'
  else
    say "All is there. cleanup.sh removes it; $CREATED says what was made, keep it."
  fi
}
