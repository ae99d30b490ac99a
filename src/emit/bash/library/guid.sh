# shellcheck shell=bash
sha1() {
  if command -v sha1sum >/dev/null; then
    sha1sum
  elif command -v shasum >/dev/null; then
    shasum -a 1
  else
    openssl dgst -sha1 -r
  fi
}

arm_guid() { # WORDS...: what guid() of ARM and Bicep makes of them, so that both give an assignment one name
  local hex
  hex=$({ printf '\x11\xfb\x06\xfb\x71\x2d\x4d\xdd\x98\xc7\xe7\x1b\xbd\x58\x88\x30' && joined - "$@"; } | sha1)
  printf '%s-%s-5%s-%x%s-%s' "${hex:0:8}" "${hex:8:4}" "${hex:13:3}" "$((0x${hex:16:1} & 3 | 8))" "${hex:17:3}" "${hex:20:12}"
}

command -v sha1sum >/dev/null || command -v shasum >/dev/null || command -v openssl >/dev/null ||
  stop 'this script needs sha1sum, shasum or openssl, to name role assignments as Bicep does'
