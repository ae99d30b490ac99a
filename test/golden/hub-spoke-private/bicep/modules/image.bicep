// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage image, in the resource group imageGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file image.bicep, with the parameters below.

@description('Gallery of the jump box image')
param galleryName string

@description('Region of the cluster and everything beside it')
param location string

@description('Name of the cluster')
param clusterName string

@description('Definition of the jump box image')
param imageDefinitionName string

@description('Name of the image template; a template cannot be changed, so another content needs another name')
param imageTemplateName string

@description('VM size of the build')
param imageBuildVmSize string

@description('Id of the user assigned identity imageBuilderIdentity')
param imageBuilderIdentityId string

@description('Id of the subnet imageAciSubnet')
param imageAciSubnetId string

@description('Id of the subnet imageBuildSubnet')
param imageBuildSubnetId string

// base.clusterName, base.location, base.tags, jb.baseImage, jb.distribution, jb.securityType
resource imageGallery 'Microsoft.Compute/galleries@2025-03-03' = {
  name: galleryName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  properties: {
    description: 'Jump box images of an AKS cluster'
  }
}

// base.clusterName, base.location, base.tags, jb.baseImage, jb.distribution, jb.securityType
resource imageDefinition 'Microsoft.Compute/galleries/images@2025-03-03' = {
  parent: imageGallery
  name: imageDefinitionName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  properties: {
    architecture: 'x64'
    features: [
      {
        name: 'SecurityType'
        value: 'TrustedLaunchSupported'
      }
    ]
    hyperVGeneration: 'V2'
    identifier: {
      offer: 'aks-jumpbox'
      publisher: 'aks-setup'
      sku: 'ubuntu-24.04'
    }
    osState: 'Generalized'
    osType: 'Linux'
  }
}

// base.clusterName, base.location, base.tags, jb.aptUpgrade, jb.autoRun, jb.baseImage, jb.distribution,
// jb.enable, jb.galleryReplication, jb.toolSource, jb.toolVersions, jb.tools, jb.topology, jb.vmSize
@onlyIfNotExists()
resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2025-10-01' = {
  name: imageTemplateName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${imageBuilderIdentityId}': {}
    }
  }
  properties: {
    autoRun: {
      state: 'Disabled'
    }
    buildTimeoutInMinutes: 120
    customize: [
      {
        name: 'wait for first boot'
        inline: [
          'set -e'
          'sudo cloud-init status --wait >/dev/null || test "$?" -eq 2'
          'for unit in apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service unattended-upgrades.service; do sudo systemctl stop "$unit" || echo "$unit is not there"; done'
        ]
        type: 'Shell'
      }
      {
        name: 'system packages'
        inline: [
          'set -e'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes update'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes --with-new-pkgs upgrade'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes install --no-install-recommends ca-certificates curl gnupg'
        ]
        type: 'Shell'
      }
      {
        name: 'az from the feed azureCli'
        inline: [
          'set -e'
          'keys="$(mktemp -d)"'
          'sudo install -d -m 0755 /etc/apt/keyrings'
          'curl --fail --silent --show-error --location --proto \'=https\' --tlsv1.2 --retry 5 --retry-connrefused --output "$keys/azureCli.asc" \'https://packages.microsoft.com/keys/microsoft.asc\''
          'gpg --batch --quiet --homedir "$keys" --import "$keys/azureCli.asc"'
          'gpg --batch --quiet --homedir "$keys" --output "$keys/azureCli.gpg" --export \'BC528686B50D79E339D3721CEB3E94ADBE1229CF\''
          'test -s "$keys/azureCli.gpg"'
          'sudo install -m 0644 "$keys/azureCli.gpg" \'/etc/apt/keyrings/azureCli.gpg\''
          'printf \'%s\\n\' \'Types: deb\' \'URIs: https://packages.microsoft.com/repos/azure-cli/\' \'Suites: noble\' \'Components: main\' \'Architectures: amd64\' \'Signed-By: /etc/apt/keyrings/azureCli.gpg\' | sudo tee \'/etc/apt/sources.list.d/azureCli.sources\' >/dev/null'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes -o APT::Update::Error-Mode=any update'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes install --no-install-recommends \'azure-cli=2.91.0-1~noble\''
          'sudo apt-mark hold \'azure-cli\''
          'rm -rf "$keys"'
        ]
        type: 'Shell'
      }
      {
        name: 'kubectl from the feed kubernetes'
        inline: [
          'set -e'
          'keys="$(mktemp -d)"'
          'sudo install -d -m 0755 /etc/apt/keyrings'
          'curl --fail --silent --show-error --location --proto \'=https\' --tlsv1.2 --retry 5 --retry-connrefused --output "$keys/kubernetes.asc" \'https://pkgs.k8s.io/core:/stable:/v1.35/deb/Release.key\''
          'gpg --batch --quiet --homedir "$keys" --import "$keys/kubernetes.asc"'
          'gpg --batch --quiet --homedir "$keys" --output "$keys/kubernetes.gpg" --export \'DE15B14486CD377B9E876E1A234654DA9A296436\''
          'test -s "$keys/kubernetes.gpg"'
          'sudo install -m 0644 "$keys/kubernetes.gpg" \'/etc/apt/keyrings/kubernetes.gpg\''
          'printf \'%s\\n\' \'Types: deb\' \'URIs: https://pkgs.k8s.io/core:/stable:/v1.35/deb/\' \'Suites: /\' \'Architectures: amd64\' \'Signed-By: /etc/apt/keyrings/kubernetes.gpg\' | sudo tee \'/etc/apt/sources.list.d/kubernetes.sources\' >/dev/null'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes -o APT::Update::Error-Mode=any update'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes install --no-install-recommends \'kubectl=1.35.*\''
          'sudo apt-mark hold \'kubectl\''
          'rm -rf "$keys"'
        ]
        type: 'Shell'
      }
      {
        name: 'helm from the feed helm'
        inline: [
          'set -e'
          'keys="$(mktemp -d)"'
          'sudo install -d -m 0755 /etc/apt/keyrings'
          'curl --fail --silent --show-error --location --proto \'=https\' --tlsv1.2 --retry 5 --retry-connrefused --output "$keys/helm.asc" \'https://packages.buildkite.com/helm-linux/helm-debian/gpgkey\''
          'gpg --batch --quiet --homedir "$keys" --import "$keys/helm.asc"'
          'gpg --batch --quiet --homedir "$keys" --output "$keys/helm.gpg" --export \'DDF78C3E6EBB2D2CC223C95C62BA89D07698DBC6\''
          'test -s "$keys/helm.gpg"'
          'sudo install -m 0644 "$keys/helm.gpg" \'/etc/apt/keyrings/helm.gpg\''
          'printf \'%s\\n\' \'Types: deb\' \'URIs: https://packages.buildkite.com/helm-linux/helm-debian/any/\' \'Suites: any\' \'Components: main\' \'Architectures: amd64\' \'Signed-By: /etc/apt/keyrings/helm.gpg\' | sudo tee \'/etc/apt/sources.list.d/helm.sources\' >/dev/null'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes -o APT::Update::Error-Mode=any update'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes install --no-install-recommends \'helm=4.2.0-*\''
          'sudo apt-mark hold \'helm\''
          'rm -rf "$keys"'
        ]
        type: 'Shell'
      }
      {
        name: 'kubelogin from the feed microsoftProd'
        inline: [
          'set -e'
          'keys="$(mktemp -d)"'
          'sudo install -d -m 0755 /etc/apt/keyrings'
          'curl --fail --silent --show-error --location --proto \'=https\' --tlsv1.2 --retry 5 --retry-connrefused --output "$keys/microsoftProd.asc" \'https://packages.microsoft.com/keys/microsoft.asc\''
          'gpg --batch --quiet --homedir "$keys" --import "$keys/microsoftProd.asc"'
          'gpg --batch --quiet --homedir "$keys" --output "$keys/microsoftProd.gpg" --export \'BC528686B50D79E339D3721CEB3E94ADBE1229CF\''
          'test -s "$keys/microsoftProd.gpg"'
          'sudo install -m 0644 "$keys/microsoftProd.gpg" \'/etc/apt/keyrings/microsoftProd.gpg\''
          'printf \'%s\\n\' \'Types: deb\' \'URIs: https://packages.microsoft.com/ubuntu/24.04/prod\' \'Suites: noble\' \'Components: main\' \'Architectures: amd64\' \'Signed-By: /etc/apt/keyrings/microsoftProd.gpg\' | sudo tee \'/etc/apt/sources.list.d/microsoftProd.sources\' >/dev/null'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes -o APT::Update::Error-Mode=any update'
          'sudo env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold --yes install --no-install-recommends \'kubelogin=0.2.*\''
          'sudo apt-mark hold \'kubelogin\''
          'rm -rf "$keys"'
        ]
        type: 'Shell'
      }
      {
        name: 'sshd'
        inline: [
          'set -e'
          'printf \'%s\\n\' \'PasswordAuthentication no\' \'KbdInteractiveAuthentication no\' \'PermitRootLogin no\' \'X11Forwarding no\' \'AllowAgentForwarding no\' \'MaxAuthTries 3\' | sudo tee \'/etc/ssh/sshd_config.d/00-jumpbox.conf\' >/dev/null'
          'sudo install -d -m 0755 /run/sshd'
          'sudo sshd -t'
        ]
        type: 'Shell'
      }
      {
        name: 'release file'
        inline: [
          'set -e'
          'printf \'%s\\n\' \'base=ubuntu-24.04\' | sudo tee \'/etc/aks-jumpbox-release\' >/dev/null'
          'printf \'%s=%s\\n\' \'az\' "$(dpkg-query -W -f \'\${Version}\' \'azure-cli\')" | sudo tee -a /etc/aks-jumpbox-release >/dev/null'
          'printf \'%s=%s\\n\' \'kubectl\' "$(dpkg-query -W -f \'\${Version}\' \'kubectl\')" | sudo tee -a /etc/aks-jumpbox-release >/dev/null'
          'printf \'%s=%s\\n\' \'kubelogin\' "$(dpkg-query -W -f \'\${Version}\' \'kubelogin\')" | sudo tee -a /etc/aks-jumpbox-release >/dev/null'
          'printf \'%s=%s\\n\' \'helm\' "$(dpkg-query -W -f \'\${Version}\' \'helm\')" | sudo tee -a /etc/aks-jumpbox-release >/dev/null'
        ]
        type: 'Shell'
      }
    ]
    distribute: [
      {
        artifactTags: {
          'aks-setup-cluster': clusterName
          environment: 'production'
          owner: 'platform'
        }
        galleryImageId: imageDefinition.id
        replicationMode: 'Full'
        runOutputName: 'gallery'
        targetRegions: [
          {
            name: location
            replicaCount: 1
            storageAccountType: 'Standard_LRS'
          }
        ]
        type: 'SharedImage'
      }
    ]
    errorHandling: {
      onCustomizerError: 'cleanup'
      onValidationError: 'cleanup'
    }
    managedResourceTags: {
      'aks-setup-cluster': clusterName
      environment: 'production'
      owner: 'platform'
    }
    optimize: {
      vmBoot: {
        state: 'Enabled'
      }
    }
    source: {
      offer: 'ubuntu-24_04-lts'
      publisher: 'Canonical'
      sku: 'server'
      type: 'PlatformImage'
      version: 'latest'
    }
    validate: {
      continueDistributeOnFailure: false
      inVMValidations: [
        {
          name: 'tool versions'
          inline: [
            'set -e'
            'test -s /etc/aks-jumpbox-release'
            'sudo sshd -t'
            'want="$(sed -n \'s/^az=//p\' /etc/aks-jumpbox-release)"'
            'want="\${want%%-*}"'
            'test -n "$want"'
            'have="$(az version --output json)"'
            'case "$have" in *"$want"*) ;; *) echo \'az is not the version that was installed\' >&2; exit 1 ;; esac'
            'want="$(sed -n \'s/^kubectl=//p\' /etc/aks-jumpbox-release)"'
            'want="\${want%%-*}"'
            'test -n "$want"'
            'have="$(kubectl version --client=true --output=json)"'
            'case "$have" in *"$want"*) ;; *) echo \'kubectl is not the version that was installed\' >&2; exit 1 ;; esac'
            'want="$(sed -n \'s/^kubelogin=//p\' /etc/aks-jumpbox-release)"'
            'want="\${want%%-*}"'
            'test -n "$want"'
            'have="$(kubelogin --version)"'
            'case "$have" in *"$want"*) ;; *) echo \'kubelogin is not the version that was installed\' >&2; exit 1 ;; esac'
            'want="$(sed -n \'s/^helm=//p\' /etc/aks-jumpbox-release)"'
            'want="\${want%%-*}"'
            'test -n "$want"'
            'have="$(helm version --short)"'
            'case "$have" in *"$want"*) ;; *) echo \'helm is not the version that was installed\' >&2; exit 1 ;; esac'
          ]
          type: 'Shell'
        }
      ]
    }
    vmProfile: {
      osDiskSizeGB: 32
      vmSize: imageBuildVmSize
      vnetConfig: {
        containerInstanceSubnetId: imageAciSubnetId
        subnetId: imageBuildSubnetId
      }
    }
  }
}
