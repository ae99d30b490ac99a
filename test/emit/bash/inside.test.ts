import { afterEach, describe, expect, test } from 'vitest';
import { inClusterFile } from '../../../src/emit/bash/in-cluster.ts';
import { outOfClusterFile } from '../../../src/emit/bash/out-of-cluster.ts';
import type { Adder } from '../../../src/plan/contribution.ts';
import { planOf } from '../../helpers/plans.ts';
import { type Ran, ScriptWorld } from '../../helpers/script-world.ts';

const RELEASE = ['vn2', 'virtual-nodes'] as const;
const PLANNED = 'virtualnode-1.2.3';
const UPGRADE = 'helm upgrade';

function addInside(plan: Adder): void {
  plan.object({ symbol: 'defaultDeny', manifest: { kind: 'NetworkPolicy', metadata: { name: 'default-deny' } } });
  plan.chart({
    symbol: 'virtualNodes',
    release: 'virtual-nodes',
    repository: 'https://example.com/charts',
    chart: 'virtualnode',
    version: '1.2.3',
    namespace: 'vn2',
    values: {},
  });
}

const worlds: ScriptWorld[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

function worldOf(programs?: readonly string[]): ScriptWorld {
  const plan = planOf(addInside);
  const world = new ScriptWorld(
    new Map([
      inClusterFile(plan),
      outOfClusterFile(plan),
      ['kubernetes/10-namespaces.yaml', ''],
      ['kubernetes/50-policies.yaml', ''],
      ['charts/virtual-nodes.values.yaml', 'replicaCount: 2\nzones: "1"\n'],
    ]),
    programs,
  );
  worlds.push(world);
  return world;
}

const inCluster = (world: ScriptWorld): Promise<Ran> => world.run('files/in-cluster.sh', [], '', 'sh');
const outOfCluster = (world: ScriptWorld): Promise<Ran> => world.run('files/out-of-cluster.sh', [], '', 'sh');
const verbs = (world: ScriptWorld): readonly string[] =>
  world.others.map((line) => line.split(' ').slice(0, 2).join(' '));

describe('in-cluster.sh', () => {
  test('installs a chart that is missing, and leaves it as it is the next time', async () => {
    const world = worldOf();
    expect(await inCluster(world)).toMatchObject({ code: 0, err: '' });
    expect(world.released(...RELEASE)).toEqual([`deployed ${PLANNED}`]);
    const again = await inCluster(world);
    expect(again.code).toBe(0);
    expect(again.out).toContain('is there   chart virtual-nodes\n');
    expect(again.out).not.toContain('differs');
    expect(verbs(world).filter((verb) => verb === UPGRADE)).toHaveLength(1);
  });

  test('leaves a chart of another version as it is, and names the difference', async () => {
    const world = worldOf();
    world.release(...RELEASE, 'deployed virtualnode-1.0.0');
    const { code, out } = await inCluster(world);
    expect(code).toBe(0);
    expect(out.match(/differs: .*/g)).toEqual([
      'differs: the chart is virtualnode-1.0.0, the plan says virtualnode-1.2.3',
      'differs: the plan says replicaCount: 2',
      'differs: the plan says zones: "1"',
    ]);
    expect(world.released(...RELEASE)).toEqual(['deployed virtualnode-1.0.0']);
  });

  test('names the values that differ from the plan, and shows none that the plan does not have', async () => {
    const world = worldOf();
    world.release(...RELEASE, `deployed ${PLANNED}`);
    world.releaseValues(...RELEASE, 'replicaCount: 1\nzones: "1"\npassword: secret\n');
    const { code, out } = await inCluster(world);
    expect(code).toBe(0);
    expect(out.match(/differs: .*/g)).toEqual([
      'differs: the plan says replicaCount: 2',
      'differs: password is set, and not in the plan',
    ]);
    expect(out).not.toContain('secret');
  });

  test('says that it could not compare values, and stops when helm cannot look at them', async () => {
    const world = worldOf();
    world.release(...RELEASE, `deployed ${PLANNED}`);
    world.refuseHelm('template');
    const { code, out } = await inCluster(world);
    expect(code).toBe(0);
    expect(out).toContain('its values are not compared');
    world.refuseHelm('get-values');
    expect((await inCluster(world)).code).toBe(1);
  });

  test('tries an install that failed once more', async () => {
    const world = worldOf();
    world.release(...RELEASE, `failed ${PLANNED}`);
    expect((await inCluster(world)).code).toBe(0);
    expect(world.released(...RELEASE)).toEqual([`failed ${PLANNED}`, `deployed ${PLANNED}`]);
  });

  test.each([
    [['pending-install virtualnode-1.2.3']],
    [['failed virtualnode-1.2.3', 'pending-upgrade virtualnode-1.2.3']],
    [['deployed virtualnode-1.2.3', 'uninstalling virtualnode-1.2.3']],
  ])('removes what was left half made and installs it, when after ten minutes it is still %j', async (revisions) => {
    const world = worldOf();
    world.release(...RELEASE, ...revisions);
    const { code, out } = await inCluster(world);
    expect(code).toBe(0);
    expect(out).toContain(`it was left ${revisions.at(-1)?.split(' ')[0]}; removes what is there of it`);
    expect(world.others.filter((line) => line === 'sleep 15')).toHaveLength(40);
    expect(world.released(...RELEASE)).toEqual([`deployed ${PLANNED}`]);
  });

  test('waits for an install that somebody else has under way', async () => {
    const world = worldOf();
    world.release(...RELEASE, `pending-install ${PLANNED}`);
    world.recorder('sleep', `echo 'deployed ${PLANNED}' >"$FAKE/helm/vn2/virtual-nodes"`);
    const { code, out } = await inCluster(world);
    expect(code).toBe(0);
    expect(out).toContain('waiting    chart virtual-nodes is pending-install');
    expect(out).toContain('is there   chart virtual-nodes');
    expect(verbs(world)).not.toContain('helm uninstall');
  });

  test.each(['pending-upgrade', 'pending-rollback'])(
    'does not undo by itself a change of what ran: %s',
    async (state) => {
      const world = worldOf();
      const revisions = ['superseded virtualnode-1.0.0', 'deployed virtualnode-1.2.3', `${state} virtualnode-2.0.0`];
      world.release(...RELEASE, ...revisions);
      const { code, err } = await inCluster(world);
      expect(code).toBe(1);
      expect(err).toContain(`it is ${state}. Revision 2 ran before`);
      expect(err).toContain('helm rollback virtual-nodes 2 --namespace vn2 --wait\n');
      expect(world.released(...RELEASE)).toEqual(revisions);
    },
  );

  test('installs nothing when helm cannot look', async () => {
    const world = worldOf();
    world.refuseHelm('list');
    const { code, err } = await inCluster(world);
    expect(code).toBe(1);
    expect(err).toContain('Kubernetes cluster unreachable');
    expect(err).toContain('helm could not look for the chart virtual-nodes');
    expect(verbs(world)).not.toContain(UPGRADE);
  });

  test('stops at a manifest that the cluster refuses', async () => {
    const world = worldOf();
    world.recorder('kubectl', 'case "$*" in *10-namespaces.yaml) exit 1 ;; esac');
    expect((await inCluster(world)).code).toBe(1);
    expect(world.others).toHaveLength(1);
  });

  test.each(['kubectl', 'helm'])('says that it needs %s before it changes anything', async (tool) => {
    const world = worldOf(['sh', 'dirname']);
    world.without(tool);
    const { code, err } = await inCluster(world);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^stopped: ${tool} is not here\\. .*install`, 'm'));
    expect(world.others).toEqual([]);
  });
});

describe('out-of-cluster.sh', () => {
  const TWO_NODES = 'case "$*" in "get nodes "*) echo node/vn-0; echo node/vn-1 ;; esac';

  test('takes the pods off all virtual nodes, then the charts out, then the nodes', async () => {
    const world = worldOf();
    world.release(...RELEASE, `deployed ${PLANNED}`);
    world.recorder('kubectl', TWO_NODES);
    expect(await outOfCluster(world)).toMatchObject({ code: 0, err: '' });
    expect(verbs(world)).toEqual([
      'kubectl get',
      'kubectl cordon',
      'kubectl cordon',
      'kubectl delete',
      'kubectl delete',
      'helm list',
      'helm uninstall',
      'kubectl delete',
    ]);
    expect(world.others[3]).toContain('delete pods --all-namespaces --field-selector spec.nodeName=vn-0');
    expect(world.released(...RELEASE)).toEqual([]);
  });

  test.each(['failed', 'pending-install', 'pending-upgrade', 'uninstalling'])(
    'takes out a chart that is %s',
    async (state) => {
      const world = worldOf();
      world.release(...RELEASE, `${state} ${PLANNED}`);
      expect((await outOfCluster(world)).code).toBe(0);
      expect(world.released(...RELEASE)).toEqual([]);
    },
  );

  test('ends well where nothing is left', async () => {
    const world = worldOf();
    const { code, out } = await outOfCluster(world);
    expect(code).toBe(0);
    expect(out).toContain('is gone    chart virtual-nodes');
  });

  test('does not take a kubectl that fails for a cluster without virtual nodes', async () => {
    const world = worldOf();
    world.release(...RELEASE, `deployed ${PLANNED}`);
    world.recorder('kubectl', 'exit 1');
    const { code, err } = await outOfCluster(world);
    expect(code).toBe(1);
    expect(err).toContain('kubectl could not look for virtual nodes');
    expect(verbs(world)).toEqual(['kubectl get']);
  });

  test.each(['list', 'uninstall'])(
    'does not take a helm that fails to %s for a chart that is gone',
    async (command) => {
      const world = worldOf();
      world.release(...RELEASE, `deployed ${PLANNED}`);
      world.refuseHelm(command);
      const { code, err } = await outOfCluster(world);
      expect(code).toBe(1);
      expect(err).toContain('Kubernetes cluster unreachable');
      expect(verbs(world)).not.toContain('kubectl delete');
    },
  );

  test('stops when the pods of a virtual node do not go', async () => {
    const world = worldOf();
    world.release(...RELEASE, `deployed ${PLANNED}`);
    world.recorder('kubectl', `${TWO_NODES}\ncase "$*" in "delete pods "*) exit 1 ;; esac`);
    expect((await outOfCluster(world)).code).toBe(1);
    expect(world.released(...RELEASE)).toEqual([`deployed ${PLANNED}`]);
  });

  test.each(['kubectl', 'helm'])('says that it needs %s before it removes anything', async (tool) => {
    const world = worldOf(['sh', 'dirname']);
    world.without(tool);
    const { code, err } = await outOfCluster(world);
    expect(code).toBe(1);
    expect(err).toContain(`stopped: ${tool} is not here`);
    expect(world.others).toEqual([]);
  });
});

test('the helm of these tests refuses what one of Helm 3 and 4 does not take', async () => {
  const world = worldOf();
  world.write(new Map([['list.sh', 'helm list --namespace vn2 --all --short']]));
  const { code, err } = await world.run('list.sh', [], '', 'sh');
  expect(code).toBe(1);
  expect(err).toContain('unknown flag: --all');
});
