# shellcheck shell=sh
# Virtual nodes are known by this label, whatever their names.
virtual='virtualization=virtualnode2'
nodes=$(kubectl get nodes --selector "$virtual" --output name) ||
  stop 'kubectl could not look for virtual nodes, as it says above; nothing was removed'
# none takes what another gives up
for node in $nodes; do kubectl cordon "$node"; done
for node in $nodes; do
  kubectl delete pods --all-namespaces --field-selector "spec.nodeName=${node#node/}" --wait --timeout 10m
done
