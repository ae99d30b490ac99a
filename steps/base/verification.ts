import { contribution } from '../../src/plan/contribution.ts';
import { isPrivate } from '../api/exposure.ts';
import { egressType } from '../egress/type.ts';
import { adminGroups, localAccounts } from '../id/people.ts';
import { defaultDeny } from '../net/default-deny.ts';
import { lockdown, nodeResourceGroup } from '../nrg/node-resource-group.ts';
import { maintenanceWindows } from '../patch/windows.ts';
import { clusterName, resourceGroup } from './names.ts';
import { subscription } from './subscription.ts';

/** What only the living cluster can show, each with the command that shows it (CD 5.1 row 16). */
export const verification = contribution({
  id: 'base.verification',
  because: [
    subscription,
    clusterName,
    resourceGroup,
    isPrivate,
    egressType,
    localAccounts,
    adminGroups,
    lockdown,
    nodeResourceGroup,
    defaultDeny,
    maintenanceWindows,
  ],
  add: (plan, read) => {
    const where = `--resource-group "${read(resourceGroup)}" --name "${read(clusterName)}"`;
    const group = (name: string) => `/subscriptions/${read(subscription)}/resourceGroups/${name}`;
    const id = `${group(read(resourceGroup))}/providers/Microsoft.ContainerService/managedClusters/${read(clusterName)}`;
    const show = (query: string) => `az aks show ${where} --query ${query}`;
    const windows = read(maintenanceWindows).map((one) => one.name);
    const steps = [
      ...(read(isPrivate)
        ? [
            `${show('apiServerAccessProfile.enablePrivateCluster')} says true; from the host that people use, the name that ${show('privateFqdn')} prints resolves to a private address and answers on port 443.`,
          ]
        : []),
      ...(read(localAccounts) ? [] : [`${show('disableLocalAccounts')} says true.`]),
      ...((read(adminGroups) ?? []).length > 0
        ? [`kubectl auth can-i '*' '*' --all-namespaces says yes to a member of an admin group.`]
        : []),
      ...(read(lockdown) === 'ReadOnly'
        ? [
            `az rest --method get --url "${group(read(nodeResourceGroup))}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01" lists at least one deny assignment.`,
          ]
        : []),
      ...(read(egressType) === 'userDefinedRouting'
        ? [
            `az rest --method get --url "${id}/outboundNetworkDependenciesEndpoints?api-version=2025-10-01" lists what the nodes reach: the firewall lets all of it through.`,
          ]
        : []),
      ...(windows.length > 0
        ? [
            `az aks maintenanceconfiguration list --resource-group "${read(resourceGroup)}" --cluster-name "${read(clusterName)}" lists ${windows.join(', ')}.`,
          ]
        : []),
      ...(read(defaultDeny) === 'none'
        ? []
        : ['A pod in another namespace that calls a server pod in a namespace with the default deny gets no answer.']),
    ];
    for (const [i, says] of steps.entries()) plan.note({ topic: 'Verification', says: `${i + 1}: ${says}` });
  },
});
