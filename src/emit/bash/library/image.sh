# shellcheck shell=bash
# --- the image ---
RUN_STATE=''
RUN_STARTED=''

look_at_run() { # ID API-VERSION: sets RUN_STATE and RUN_STARTED of the last run
  local code=0
  az resource show --ids "$1" --api-version "$2" --output tsv \
    --query "[to_string(properties.lastRunStatus.runState), to_string(properties.lastRunStatus.startTime)]" >"$WORK/run" 2>"$WORK/errors" || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look at the runs of $1"
  fi
  { IFS= read -r RUN_STATE && IFS= read -r RUN_STARTED; } <"$WORK/run" || stop "the answer about the runs of $1 cannot be read"
}

wait_for_run() { # ID API-VERSION STARTED-BEFORE: until a later run than that ends; four hours at most
  local polls=0
  while true; do
    case "$RUN_STATE" in
      Succeeded | PartiallySucceeded | Failed | Canceled) [[ "$RUN_STARTED" == "$3" ]] || return 0 ;;
    esac
    [[ "$polls" -lt 240 ]] || stop "the image is not built after four hours"
    polls=$((polls + 1))
    sleep 60
    look_at_run "$1" "$2"
  done
}

build_image() { # ID API-VERSION COMMAND...: runs the template unless an image was built; ends only when the build has
  local id=$1 api=$2 before
  shift 2
  if what_if; then
    show_command "$@"
    printf '    # waits until the build ends, and stops unless it succeeded\n'
    return 0
  fi
  look_at_run "$id" "$api"
  before=$RUN_STARTED
  case "$RUN_STATE" in
    Succeeded)
      say "  is built   $id"
      before='' # perhaps for this script, which was broken off before it saw the end
      ;;
    Running | Canceling)
      say "  waiting    a build of $id is running"
      before=''
      ;;
    *)
      say "  building   $id: this takes half an hour or more"
      note building "$id"
      run "$@"
      look_at_run "$id" "$api"
      ;;
  esac
  wait_for_run "$id" "$api" "$before"
  [[ "$RUN_STATE" == Succeeded ]] || explain_run "$id" "$api"
  case "$(noted "$id")" in
    making | made | building)
      note_images "$id" "$api"
      note made "$id"
      ;;
  esac
}

await_own_run() { # ID API-VERSION: a template that runs once it is made shows its run some time later; ten minutes at most
  local polls=0
  if what_if; then
    printf '    # the template starts its build by itself: only when none starts within ten minutes\n'
    return 0
  fi
  look_at_run "$1" "$2"
  while [[ "$RUN_STATE" == null && "$polls" -lt 10 ]]; do
    [[ "$polls" -gt 0 ]] || say "  waiting    $1 starts its build by itself"
    polls=$((polls + 1))
    sleep 60
    look_at_run "$1" "$2"
  done
}

note_images() { # ID API-VERSION: what the build made, for whoever removes it
  local image
  az rest --method get --url "$1/runOutputs?api-version=$2" --query 'value[].properties.artifactId' --output tsv >"$WORK/images" 2>"$WORK/errors" || {
    printable <"$WORK/errors" >&2
    stop "could not read which images $1 made"
  }
  while IFS= read -r image; do
    [[ -z "$image" || "$(noted "$image")" == built ]] || note built "$image"
  done <"$WORK/images"
}

explain_run() {
  az resource show --ids "$1" --api-version "$2" --output tsv \
    --query "join('', ['message: ', to_string(properties.lastRunStatus.message), '\n', 'log: customization.log in the container packerlogs of the storage account in ', to_string(properties.exactStagingResourceGroup)])" 2>&1 | printable >&2 || true
  stop "the image build ended as $(printf '%s' "$RUN_STATE" | printable). Save the log before the template is removed: it goes with it."
}
