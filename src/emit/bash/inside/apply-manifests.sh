# shellcheck shell=sh
manifests=$here
[ ! -d "$here/kubernetes" ] || manifests=$here/kubernetes
for file in "$manifests"/*.yaml; do
  case "$file" in */kustomization.yaml | *.values.yaml) continue ;; esac
  kubectl apply --filename "$file"
done
