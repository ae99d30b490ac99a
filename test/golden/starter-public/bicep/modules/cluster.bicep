// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage cluster, in the resource group clusterGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file cluster.bicep, with the parameters below.

@description('Name of the cluster')
param clusterName string

@description('Region of the cluster and everything beside it')
param location string

@description('Object id of an Entra group that administers the cluster')
param adminGroup1Id string

@description('Nodes of the pool system')
param systemPoolCount int

@description('VM size of the pool system')
param systemPoolSize string

@description('Public ranges that may call the API server')
param authorizedRanges array

@description('First part of the API server’s name')
param dnsPrefix string

@description('Kubernetes minor; AKS takes its newest patch')
param kubernetesVersion string

@description('Address of the cluster’s DNS')
param dnsServiceIp string

@description('Address range of pods')
param podRange string

@description('Address range of services')
param serviceRange string

@description('Resource group that AKS makes for the nodes; it must not exist yet')
param nodeResourceGroupName string

@description('Nodes of the pool user')
param userPoolCount int

@description('VM size of the pool user')
param userPoolSize string

@description('Id of the user assigned identity controlPlaneIdentity')
param controlPlaneIdentityId string

@description('properties.clientId of kubeletIdentity, which Azure chooses')
param kubeletIdentityClientId string

@description('properties.principalId of kubeletIdentity, which Azure chooses')
param kubeletIdentityPrincipalId string

@description('Id of the user assigned identity kubeletIdentity')
param kubeletIdentityId string

// api.authorizedRanges, api.exposure, api.runCommand, avail.tier, base.clusterName, base.location,
// base.resourceGroup, base.tags, base.tenant, egress.ipCount, egress.type, id.adminGroups, id.authorization,
// id.controlPlaneIdentity, id.entra, id.kubeletIdentity, id.localAccounts, net.dataplane, net.dnsServiceIp,
// net.ipam, net.podRange, net.policy, net.serviceRange, net.vnet, node.pools, nrg.lockdown, nrg.name,
// patch.cluster, patch.k8sVersion, patch.nodeOs, vn.enable, wi.mode
resource cluster 'Microsoft.ContainerService/managedClusters@2025-10-01' = {
  name: clusterName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  sku: {
    name: 'Base'
    tier: 'Standard'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${controlPlaneIdentityId}': {}
    }
  }
  properties: {
    aadProfile: {
      adminGroupObjectIDs: [
        adminGroup1Id
      ]
      managed: true
    }
    agentPoolProfiles: [
      {
        name: 'system'
        availabilityZones: [
          '1'
          '2'
          '3'
        ]
        count: systemPoolCount
        enableEncryptionAtHost: true
        maxPods: 250
        mode: 'System'
        nodeTaints: [
          'CriticalAddonsOnly=true:NoSchedule'
        ]
        osSKU: 'Ubuntu'
        osType: 'Linux'
        securityProfile: {
          enableSecureBoot: true
          enableVTPM: true
        }
        type: 'VirtualMachineScaleSets'
        vmSize: systemPoolSize
      }
    ]
    apiServerAccessProfile: {
      authorizedIPRanges: authorizedRanges
      disableRunCommand: true
    }
    autoUpgradeProfile: {
      nodeOSUpgradeChannel: 'NodeImage'
      upgradeChannel: 'patch'
    }
    disableLocalAccounts: true
    dnsPrefix: dnsPrefix
    enableRBAC: true
    identityProfile: {
      kubeletidentity: {
        clientId: kubeletIdentityClientId
        objectId: kubeletIdentityPrincipalId
        resourceId: kubeletIdentityId
      }
    }
    kubernetesVersion: kubernetesVersion
    networkProfile: {
      dnsServiceIP: dnsServiceIp
      loadBalancerSku: 'standard'
      networkDataplane: 'cilium'
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkPolicy: 'cilium'
      outboundType: 'loadBalancer'
      podCidr: podRange
      serviceCidr: serviceRange
    }
    nodeResourceGroup: nodeResourceGroupName
    nodeResourceGroupProfile: {
      restrictionLevel: 'ReadOnly'
    }
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
    }
    supportPlan: 'KubernetesOfficial'
  }
}

// patch.windows
resource nodeImageWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2025-10-01' = {
  parent: cluster
  name: 'aksManagedNodeOSUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      schedule: {
        weekly: {
          dayOfWeek: 'Saturday'
          intervalWeeks: 1
        }
      }
      startTime: '01:00'
      utcOffset: '+00:00'
    }
  }
}

// patch.windows
resource releaseWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2025-10-01' = {
  parent: cluster
  name: 'default'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      schedule: {
        weekly: {
          dayOfWeek: 'Saturday'
          intervalWeeks: 1
        }
      }
      startTime: '01:00'
      utcOffset: '+00:00'
    }
  }
}

// patch.windows
resource upgradeWindow 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2025-10-01' = {
  parent: cluster
  name: 'aksManagedAutoUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      schedule: {
        weekly: {
          dayOfWeek: 'Saturday'
          intervalWeeks: 1
        }
      }
      startTime: '01:00'
      utcOffset: '+00:00'
    }
  }
}

// net.ipam, net.vnet, node.pools, vn.enable
resource userPool 'Microsoft.ContainerService/managedClusters/agentPools@2025-10-01' = {
  parent: cluster
  name: 'user'
  properties: {
    availabilityZones: [
      '1'
      '2'
      '3'
    ]
    count: userPoolCount
    enableEncryptionAtHost: true
    maxPods: 250
    mode: 'User'
    osSKU: 'Ubuntu'
    osType: 'Linux'
    securityProfile: {
      enableSecureBoot: true
      enableVTPM: true
    }
    type: 'VirtualMachineScaleSets'
    vmSize: userPoolSize
  }
}
