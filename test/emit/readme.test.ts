import { describe, expect, test } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { emitAll } from '../../src/emit/index.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { profileWith } from '../helpers/legal-profiles.ts';
import { contributionsOf, emissionOf, planOf } from './plans.ts';

const readmeOf = (emission: Emission): string => emitAll(emission).get('README.md') ?? '';
const spoke = (head: Partial<Plan> = {}, change: Partial<Plan> = {}): Emission =>
  emissionOf({ ...planOf(contributionsOf['spoke of a hub'], head), ...change });

/** The README of a legal profile with these answers. */
function readmeWith(answers: Readonly<Record<string, unknown>>): string {
  const profile = profileWith('read', answers);
  if (!profile) throw new Error('a rule refuses these answers');
  return readmeOf(profile.emission());
}

const part = (readme: string, title: string): string =>
  readme.split(/^## /m).find((one) => one.startsWith(`${title}\n`)) ?? `no part ${title}`;

describe('the README says of other teams', () => {
  const owners = { network: 'Net', roles: 'IAM', firewall: 'Fire' };
  const readme = readmeOf(spoke({ owners }));

  test('who does what in which order, until all is there', () => {
    expect(part(readme, 'Other teams')).toContain(
      [
        '1. You: `bash setup.sh` does stages 1 and 3; it stops before stage 5 and prints the command that goes on',
        '2. **Net** (`handover/net/`)',
        '3. **IAM** (`handover/iam/`), round 1 of 2: stage 3',
        '4. You: that command does stages 5 and 6; it stops before stage 7 and prints the command that goes on',
        '5. **IAM** (`handover/iam/`), round 2 of 2: stage 6',
        '6. You: that command does stage 7',
      ].join('\n'),
    );
  });

  test('what setup.sh looks at, and what it cannot see', () => {
    expect(part(readme, 'Other teams')).toContain('setup.sh looks whether what they make is there');
    expect(part(readme, 'Other teams')).toContain(
      'The firewall of **Fire** (`handover/fire/`) must let the rows of firewall.csv through before stage 5.',
    );
  });

  test('nothing about looking where there are only firewall rows', () => {
    const rows = part(readmeOf(spoke({ owners: { firewall: 'Fire' } })), 'Other teams');
    expect(rows).toContain('setup.sh cannot see these');
    expect(rows).not.toContain('looks whether');
    expect(rows).not.toContain('In this order');
  });

  test('what comes between the parts of the Bicep', () => {
    expect(part(readme, 'Or with Bicep')).toContain(
      [
        'az deployment sub what-if --location westeurope --parameters bicep/main.bicepparam',
        'bash setup.sh --stage 1',
        'bash setup.sh --stage 3',
        '# Net: handover/net/, stage 2',
        '# IAM: handover/iam/, stage 3',
        'az deployment sub create --location westeurope --parameters bicep/main.bicepparam',
        '# IAM: handover/iam/, stage 6',
        'bash setup.sh --stage 7',
      ].join('\n'),
    );
    expect(part(readme, 'Or with Bicep')).toContain('cannot wait for other teams in the middle');
    expect(part(readmeOf(spoke()), 'Or with Bicep')).not.toContain('in the middle');
  });
});

describe('the README says of the stage in the cluster', () => {
  test('which tools it takes, helm only where there are charts', () => {
    expect(part(readmeOf(spoke()), 'Stages')).toContain(
      'a host that reaches the API server, with az, kubectl, kubelogin and helm |',
    );
    expect(part(readmeOf(spoke({}, { charts: [] })), 'Stages')).toContain('with az, kubectl and kubelogin |');
    expect(part(readmeOf(spoke({ delivery: 'run-command' })), 'Stages')).toContain('`az aks command invoke`');
  });

  test('that Cloud Shell does not reach a private API server, nor one that takes calls from ranges alone', () => {
    const shell = 'in WSL or in Cloud Shell.';
    expect(readmeWith({ 'api.exposure': 'vnet-private', 'net.defaultDeny': 'both' })).toContain(
      'On Windows run it in WSL. Cloud Shell does for the rest, but not for stage 7',
    );
    expect(readmeOf(spoke())).toContain('its address is not among those');
    expect(readmeOf(spoke({}, { objects: [], charts: [] }))).toContain(shell);
    expect(readmeOf(spoke({ delivery: 'run-command' }))).toContain(shell);
  });

  test('where the jump box comes from', () => {
    const built = part(
      readmeWith({ 'api.exposure': 'vnet-private', 'jb.enable': 'build', 'jb.distribution': 'gallery' }),
      'The jump box',
    );
    expect(built).toMatch(
      /None of these files makes the machine: make it before stage 7, from the newest version of the image/,
    );
    expect(built).toContain('with Trusted Launch');
    expect(built).toMatch(/in the subnet `[^`]+snet-jumpbox`/);
    const given = part(readmeWith({ 'api.exposure': 'vnet-private', 'jb.enable': 'existing' }), 'The jump box');
    expect(given).toMatch(/from the image `[^`]+\/versions\/1\.0\.0`/);
    expect(readmeOf(spoke())).not.toContain('## The jump box');
  });
});

describe('the README says of undoing it', () => {
  test('with what and from where the charts go', () => {
    expect(part(readmeOf(spoke()), 'Undo it')).toContain(
      'on a host that reaches the API server, with az, kubectl, kubelogin and helm.',
    );
    const jumpBox = part(readmeOf(spoke({ delivery: 'jumpbox' })), 'Undo it');
    expect(jumpBox).toContain('bash cleanup.sh --inside   # on the jump box');
    expect(part(readmeOf(spoke({ delivery: 'jumpbox' }, { charts: [] })), 'Undo it')).not.toContain('--inside');
  });

  test('what a deployment of the Bicep leaves, and what to do about it', () => {
    const undo = part(readmeOf(spoke()), 'Undo it');
    expect(undo).toMatch(
      /writes no `created\.txt`.*\(here: [^)]*subnet[^)]*virtual network peering[^)]*role definition/,
    );
    expect(undo).toContain("printf 'made\\t%s\\n' '<id>' >>created.txt");
  });
});

describe('the README says before anything is made', () => {
  test('which feature the subscription must have, who registers it and how', () => {
    const feature = {
      namespace: 'Microsoft.Compute',
      name: 'EncryptionAtHost',
      for: 'Host encryption',
      stage: 'cluster',
      domain: 'subscription',
      because: [],
    } as const;
    const run = (plan: Emission) => part(readmeOf(plan), 'Run it');
    const mine = run(spoke({}, { features: [feature] }));
    expect(mine).toContain('`EncryptionAtHost`, which whoever owns the subscription registers once');
    expect(mine).toContain(
      '\naz feature register --namespace Microsoft.Compute --name EncryptionAtHost --subscription ',
    );
    expect(run(spoke({ owners: { subscription: 'Platform' } }, { features: [feature] }))).toContain(
      'which **Platform** registers',
    );
    expect(run(spoke())).not.toContain('az feature');
    // the recommended pools are encrypted
    expect(part(readmeWith({}), 'Run it')).toContain('az feature');
  });

  test('which Bicep it needs, where it is a new one', () => {
    expect(part(readmeWith({ 'jb.enable': 'build' }), 'Or with Bicep')).toContain('Bicep 0.38.3 or newer');
    expect(part(readmeOf(spoke()), 'Or with Bicep')).not.toContain('0.38.3');
  });
});

describe('the README says of undoing it', () => {
  test('what AKS may leave in a zone that is not removed', () => {
    const zone =
      '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/private.westeurope.azmk8s.io';
    const answers = {
      'api.exposure': 'vnet-private',
      'api.privateDnsZone': 'existing',
      'api.privateDnsZoneId': zone,
    };
    expect(part(readmeWith(answers), 'Undo it')).toContain('AKS may leave the A record');
    expect(part(readmeWith({ ...answers, 'api.privateDnsZone': 'new' }), 'Undo it')).not.toContain('A record');
  });
});
