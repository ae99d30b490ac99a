# shellcheck shell=bash
name_rest_in_zone() { # CLUSTER-ID API-VERSION ZONE-ID: what AKS may leave in a private DNS zone that stays
  local subscription group zone at
  IFS=/ read -r _ _ subscription _ group _ _ _ zone <<<"$3"
  at="--subscription $(show_word "$subscription") --resource-group $(show_word "$group") --zone-name $(show_word "$zone")"
  if what_if; then
    printf '    # AKS may leave the A record of the API server and a link to the network in %s\n' "$(show_word "$3")"
    return 0
  fi
  look "$1" "$2"
  [[ "$STATE" == absent ]] || return 0
  keep "$3" 'it stays; AKS may have left the A record of the API server in it, and a link to the network. These show them:'
  LEFT+=("  az network private-dns record-set a list $at" "  az network private-dns link vnet list $at")
}
