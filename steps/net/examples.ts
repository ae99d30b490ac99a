/** Ids for the examples of rules. */
const SUBSCRIPTION = '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
export const HUB = `${SUBSCRIPTION}/resourceGroups/rg-hub-network/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
export const SPOKE = `${SUBSCRIPTION}/resourceGroups/rg-spoke-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke-aks`;
export const SPOKE_ELSEWHERE = SPOKE.replace('6f2c1d8e', '7a3b2c1d');

const PURPOSES = [
  ['nodes', 'snet-nodes'],
  ['api', 'snet-api'],
  ['image-build', 'snet-imagebuilder'],
  ['image-aci', 'snet-imagebuilder-aci'],
] as const;

/** Answers that use a VNet that is there, with the subnets that the defaults need; `more` replaces or adds some. */
export const inSpoke = (more: Readonly<Record<string, object>> = {}, vnet = SPOKE) => {
  const usual = Object.fromEntries(PURPOSES.map(([purpose, name]) => [purpose, { id: `${vnet}/subnets/${name}` }]));
  const subnets = Object.entries({ ...usual, ...more }).map(([purpose, rest]) => ({ purpose, ...rest }));
  return { 'net.vnet': 'existing', 'net.vnetId': vnet, 'net.subnets': subnets };
};

/** Answers with a new VNet of 10.10.0.0/16 and the subnets that the defaults need; `more` replaces or adds some. */
export const inNewVnet = (more: Readonly<Record<string, object>> = {}) => {
  const ranges = ['10.10.0.0/24', '10.10.1.0/28', '10.10.1.16/28', '10.10.1.32/28'];
  const usual = Object.fromEntries(PURPOSES.map(([purpose, name], i) => [purpose, { name, range: ranges[i] }]));
  const subnets = Object.entries({ ...usual, ...more }).map(([purpose, rest]) => ({ purpose, ...rest }));
  return { 'net.vnet': 'new', 'net.subnets': subnets };
};
