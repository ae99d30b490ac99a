# shellcheck shell=bash
finish_step() { AFTER_ROLES=''; }

end() {
  local line
  finish_step
  CURRENT_STEP=''
  say ''
  if what_if; then
    say 'That is all; nothing was looked at or removed.'
    return 0
  fi
  if [[ "${#LEFT[@]}" -gt 0 ]]; then
    say 'Left as it is:'
    for line in "${LEFT[@]}"; do say "  $line"; done
  fi
  say 'What this profile made is removed, except for what is named above. Resource providers stay registered.'
}
