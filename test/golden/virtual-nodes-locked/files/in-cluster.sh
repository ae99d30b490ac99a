#!/bin/sh
# SAMPLE: made from the sample subscription.
# Applies the manifests and installs the charts. Needs kubectl, helm where there are charts, and a way to the API server.
# Safe to run twice: manifests are applied, a chart that is installed is left as it is.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ -d "$here/../kubernetes" ] || [ -d "$here/../charts" ]; then here=$here/..; fi

manifests=$here
[ ! -d "$here/kubernetes" ] || manifests=$here/kubernetes
for file in "$manifests"/*.yaml; do
  case "$file" in */kustomization.yaml | *.values.yaml) continue ;; esac
  kubectl apply --filename "$file"
done

install_chart() { # RELEASE NAMESPACE CHART REPOSITORY VERSION VALUES-FILE OPTIONS...
  release=$1 namespace=$2 chart=$3 repository=$4 version=$5 values=$here/$6
  shift 6
  [ ! -d "$here/charts" ] || values=$here/charts/${values##*/}
  if [ -n "$(helm list --namespace "$namespace" --filter "^$release\$" --deployed --short)" ]; then
    printf 'is there  chart %s\n' "$release"
    return 0
  fi
  helm upgrade --install "$release" "$chart" --repo "$repository" --version "$version" \
    --namespace "$namespace" --create-namespace --values "$values" --wait --timeout 10m "$@"
}

# because: base.clusterName, base.tags, net.subnets, vn.chartVersion, vn.enable, vn.identity, vn.kubeProxy,
#    vn.provider, vn.replicas, vn.zones
install_chart virtualnode vn2 virtualnode https://microsoft.github.io/virtualnodesOnAzureContainerInstances/ 1.3410.26081102 virtualnode.values.yaml
