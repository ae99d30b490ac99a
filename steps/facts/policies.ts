export type PolicyEffect = 'Audit' | 'Deny' | 'AuditIfNotExists' | 'DeployIfNotExists' | 'Disabled';

export interface BuiltInPolicy {
  readonly guid: string;
  readonly name: string;
  /** The effects we know it takes; the first is the default. */
  readonly effects: readonly PolicyEffect[];
}

const audit = (guid: string, name: string): BuiltInPolicy => ({ guid, name, effects: ['Audit'] });
const auditOrDeny = (guid: string, name: string): BuiltInPolicy => ({ guid, name, effects: ['Audit', 'Deny'] });
const deploys = (guid: string, name: string): BuiltInPolicy => ({ guid, name, effects: ['DeployIfNotExists'] });

/** Policies that may be assigned above us and audit, block or change the very cluster that is deployed. */
export const CLUSTER_POLICIES = {
  privateCluster: auditOrDeny('040732e8-d947-40b8-95d6-854c95024bf8', 'Private clusters should be enabled'),
  localAccountsDisabled: auditOrDeny('993c2fcd-2b29-49d2-9eb0-df2c3a730c32', 'Local authentication methods disabled'),
  encryptionAtHost: auditOrDeny('41425d9f-d1a5-499a-9932-f8ed8453932c', 'Temp disks and cache encrypted at host'),
  authorizedRanges: audit('0e246bcf-5f6f-4f87-bc6f-775d4712c7ea', 'Authorized IP ranges defined'),
  rbacUsed: audit('ac4a19c2-fa67-49b4-8ae5-0b2e78c49457', 'RBAC used on Kubernetes services'),
  entraEnabled: audit('450d2877-ebea-41e8-b00c-e286317d21bf', 'Entra integration enabled'),
  runCommandDisabled: audit('89f2d532-c53c-4f8f-9afa-4927b1114a0d', 'Command invoke disabled'),
  managedIdentity: audit('da6e2401-19da-4532-9141-fb8fbde08431', 'Managed identities used'),
  workloadIdentity: audit('2cc2e023-0dac-4046-875b-178f683929d5', 'Workload identity enabled'),
  autoUpgrade: audit('5c345cdf-2049-47e0-b8fe-b0e96bc2df35', 'Cluster auto-upgrade enabled'),
  nodeOsUpgrade: audit('04408ca5-aa10-42ce-8536-98955cdddd4c', 'Node OS auto-upgrade enabled'),
  nodeOsUpgradeDeploy: deploys('40f1aee2-4db4-4b74-acb1-c6972e24cca8', 'Configure node OS auto-upgrade'),
  policyAddon: audit('0a15ec92-a229-4763-bb14-0ea34a568f8d', 'Azure Policy add-on installed'),
  policyAddonDeploy: deploys('a8eff44f-8c92-45c3-a3fb-9880802d67a7', 'Deploy the Azure Policy add-on'),
  plannedMaintenanceDeploy: deploys('e1352e44-d34d-4e4d-a22e-451a15f759a1', 'Deploy planned maintenance'),
  resourceLogs: {
    guid: '245fc9df-fa96-4414-9a0b-3738c2f7341c',
    name: 'Resource logs enabled',
    effects: ['AuditIfNotExists'],
  },
  defenderProfile: audit('a1840de2-8088-4ea8-b153-b4c723e9cb01', 'Defender profile enabled'),
  defenderProfileDeploy: deploys('64def556-fbad-4622-930e-72d1d5589bf5', 'Deploy the Defender profile'),
  adminGroupDeploy: deploys('36a27de4-199b-40fb-b336-945a8475d6c5', 'Deploy admin group access'),
  sshDisabled: audit('28257686-e9db-403e-b9e2-a5eecbe03da9', 'SSH disabled'),
  imageCleaner: audit('af3c26b2-6fad-493e-9236-9c68928516ab', 'Image cleaner enabled'),
  defenderPlanDeploy: deploys('efd4031d-b232-4595-babf-ae817348e91b', 'Configure the Defender for Containers plan'),
} as const satisfies Record<string, BuiltInPolicy>;

/** Policies over Kubernetes objects, enforced in the cluster by the Azure Policy add-on. */
export const POD_POLICIES = {
  allowedCapabilities: audit('c26596ff-4d70-4e6a-9a30-c2506bd2f80c', 'Containers should only use allowed capabilities'),
  disallowedCapabilities: audit(
    'a27c700f-8a22-44ec-961c-41625264370b',
    'Clusters should not use specific capabilities',
  ),
  noPrivileged: { guid: '95edb821-ddaf-4404-9732-666045e056b4', name: 'No privileged containers', effects: ['Deny'] },
  noPrivilegeEscalation: audit('1c6e92c9-99f0-4e55-9cf2-0c234dc48f99', 'No privilege escalation'),
  noHostNamespaces: audit('47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8', 'No host namespace sharing'),
  hostNetwork: audit('82985f06-dc18-4a48-bc1c-b9f4f0098cfe', 'Approved host network and ports'),
  hostPaths: audit('098fc59e-46c7-4d99-9b16-64990e543d75', 'Allowed hostPath volumes'),
  userIds: audit('f06ddb64-5fa3-4b77-b166-acb36f7f6042', 'Approved user and group IDs'),
  volumeTypes: audit('16697877-1118-4fb1-9b65-9898ec2509ec', 'Allowed volume types'),
  seccomp: audit('975ce327-682c-4f2e-aa46-b9598289b86c', 'Allowed seccomp profiles'),
  allowedImages: { guid: 'febd0533-8e55-448f-b837-bd0e06f16469', name: 'Allowed container images', effects: ['Deny'] },
  resourceLimits: { guid: 'e345eecc-fa47-480f-9e88-67dcc122b164', name: 'CPU and memory limits', effects: ['Deny'] },
  readOnlyRoot: audit('df49d893-a74c-421d-bc95-c663042e5b80', 'Read-only root filesystem'),
  noDefaultNamespace: audit('9f061a12-e40d-4183-a00e-171812443373', 'No default namespace'),
  noAutomount: audit('423dd1ba-798e-40e4-9c4d-b6902674b423', 'Disable automounting API credentials'),
  internalLoadBalancers: {
    guid: '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e',
    name: 'Internal load balancers only',
    effects: ['Deny'],
  },
  httpsIngress: { guid: '1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d', name: 'HTTPS-only ingress', effects: ['Deny'] },
} as const satisfies Record<string, BuiltInPolicy>;

export interface PolicyInitiative {
  readonly guid: string;
  readonly name: string;
  readonly version: string;
  readonly parameters: readonly string[];
}

const POD_SECURITY = ['effect', 'excludedNamespaces', 'namespaces'];

/**
 * The restricted initiative's own defaults allow NET_RAW and drop nothing: who wants NET_RAW gone sets
 * `requiredDropCapabilities` and takes NET_RAW out of `allowedCapabilities`. Baseline has neither parameter.
 */
export const INITIATIVES = {
  baseline: {
    guid: 'a8640138-9b0a-4a28-b8cb-1666c838647d',
    name: 'Pod security baseline standards for Linux workloads',
    version: '1.4.0',
    parameters: [...POD_SECURITY, 'allowedHostPaths'],
  },
  restricted: {
    guid: '42b8ef37-b724-4e24-bbc8-7a7708edfe00',
    name: 'Pod security restricted standards for Linux workloads',
    version: '2.5.0',
    parameters: [...POD_SECURITY, 'allowedCapabilities', 'requiredDropCapabilities'],
  },
  safeguards: {
    guid: 'c047ea8e-9c78-49b2-958b-37e56d291a44',
    name: 'Deployment safeguards best practices',
    version: '3.0.0',
    parameters: [],
  },
  cisPreview: {
    guid: '4fd005fd-51be-478f-a8fb-149d48b20d48',
    name: '[Preview] CIS Kubernetes benchmark',
    version: '1.0.0-preview',
    parameters: ['effect', 'excludedNamespaces'],
  },
  imageIntegrityPreview: {
    guid: 'af28bf8b-c669-4dd3-9137-1e68fdc61bd6',
    name: '[Preview] Image integrity',
    version: '1.1.0-preview',
    parameters: [],
  },
} as const satisfies Record<string, PolicyInitiative>;

/** The cluster policy behind a policy definition's resource id or GUID, if it is one of ours. */
export function clusterPolicyById(id: string): BuiltInPolicy | undefined {
  const guid = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
  return Object.values(CLUSTER_POLICIES).find((policy) => policy.guid === guid);
}
