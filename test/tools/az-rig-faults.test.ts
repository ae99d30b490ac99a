import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import { addEverything, emissionOf, planOf } from '../helpers/plans.ts';
import { isWrite, RIG_SUBSCRIPTION, RIG_TENANT, Rig, type RigRun, whyNoRig } from './az-rig.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: no failures are shown to the real az, since ${why}`);

const GROUP = `/subscriptions/${RIG_SUBSCRIPTION}/resourceGroups/rg-hub-network`;
const HUB = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
const plan = planOf((adder) => addEverything(adder, HUB), { subscription: RIG_SUBSCRIPTION, tenant: RIG_TENANT });

const FAULTS = [
  { method: 'PUT', path: 'natGateways/nat-demo$', status: 409, code: 'AnotherOperationInProgress', message: 'busy' },
  { method: 'PUT', path: 'securityRules/deny-ssh$', status: 400, code: 'BadRequest', message: 'no' },
  {
    method: 'PUT',
    path: 'userAssignedIdentities/id-kubelet$',
    status: 429,
    code: 'TooManyRequests',
    message: 'slow down',
    headers: { 'retry-after': '0' },
  },
  { method: 'PUT', path: 'roleAssignments/', status: 400, code: 'PrincipalNotFound', message: 'not yet' },
  {
    method: 'GET',
    path: 'galleries/gal_demo$',
    status: 403,
    code: 'AuthorizationFailed',
    message: 'no rights to look',
  },
  // the look before it is written, and the first one after it
  {
    method: 'GET',
    path: 'roleDefinitions/[^/]+$',
    status: 404,
    code: 'RoleDefinitionDoesNotExist',
    message: 'not yet',
    times: 2,
  },
  {
    method: 'PUT',
    path: 'managedClusters/aks-demo$',
    status: 400,
    code: 'ResourceMissingPermissionError',
    message: 'Check access result not allowed for action Microsoft.Network/privateDnsZones/read.',
    times: 2,
  },
];

describe.skipIf(why !== undefined)('with the real az, an Azure that fails', () => {
  let rig: Rig;
  let run: RigRun;
  beforeAll(async () => {
    rig = new Rig(scriptFor(emissionOf(plan), undefined));
    rig.program('sleep');
    const fail = join(rig.folder, 'fail.json');
    writeFileSync(fail, JSON.stringify(FAULTS));
    const put = (id: string, api: string) =>
      `az rest --method put --url '${id}?api-version=${api}' --body '{"location":"westeurope","properties":{}}' --output none`;
    run = await rig.run(
      [
        'az provider register --namespace Microsoft.Network --wait --output none',
        put(GROUP, '2025-04-01'),
        put(HUB, '2025-05-01'),
        'step=',
        'for round in 1 2 3 4 5 6 7 8; do',
        // what it says is what one types: from the step that it names
        '  if bash setup.sh ${step:+--from "$step"} 2>said; then cat said >&2; break; fi',
        '  cat said >&2',
        "  step=$(sed -n 's/.* --from //p' said)",
        '  echo "round $round: $step" >&2',
        'done',
        'bash setup.sh',
      ],
      ['--strict-refs', '--strict-providers', '--fail', fail],
    );
  });
  afterAll(() => rig.remove());

  test('stops at the step that failed or could not be looked at, and goes on from there to the end', () => {
    expect({ code: run.code, says: run.code === 0 ? '' : run.err.slice(-3000) }).toEqual({ code: 0, says: '' });
    expect(run.err.match(/^round .*/gm)).toEqual(['round 1: natGateway', 'round 2: nodeNsg', 'round 3: gallery']);
    expect(run.err).toContain('without an answer nobody knows whether it exists');
  });

  test('repeats what a new role explains, after a pause, until it is seen', () => {
    expect(run.err.match(/a new role may not be seen everywhere yet/g)).toHaveLength(1 + 2);
  });

  test('waits for a role definition that was written and cannot be read yet', () => {
    expect(run.err.match(/is written, and cannot be read yet/g)).toHaveLength(1);
  });

  test('puts each body once: nothing is written over what is there', () => {
    const puts = run.requests.filter((one) => isWrite(one) && one.method === 'PUT' && one.status < 400);
    const twice = Map.groupBy(puts, (one) => one.path.toLowerCase());
    const again = [...twice].filter(([, all]) => all.filter((one) => one.cmd !== 'resource update').length > 1);
    expect(again.map(([path]) => path)).toEqual([]);
  });

  test('ends with all that the plan has', () => {
    const wanted = plan.resources.filter((one) => one.existing === undefined).length;
    expect(run.err.match(/^ {2}(?:is there|is built) /gm)?.length).toBeGreaterThanOrEqual(wanted);
  });
});
