#!/bin/sh
# SAMPLE: made from the sample subscription.
# Removes the pods on virtual nodes and the charts, so that no container group stays behind when the cluster goes.
set -eu

kubectl get nodes --selector virtualization=virtualnode2 --output name | while IFS= read -r node; do
  kubectl cordon "$node"
  kubectl delete pods --all-namespaces --field-selector "spec.nodeName=${node#node/}" --wait --timeout 10m
done

if [ -n "$(helm list --namespace vn2 --filter "^virtualnode\$" --all --short)" ]; then
  helm uninstall virtualnode --namespace vn2 --wait --timeout 10m
fi

kubectl delete nodes --selector virtualization=virtualnode2 --ignore-not-found
