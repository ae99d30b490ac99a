import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ApplicationRule,
  judgeFirewall,
  type NetworkRule,
  type Requirement,
  type RuleGroup,
  type Ruleset,
} from '../../src/azure/evaluators/firewall.ts';

const NODES = ['10.30.0.0/23'];
const MCR: Requirement = {
  sources: NODES,
  fqdn: 'mcr.microsoft.com',
  fqdnTags: ['AzureKubernetesService'],
  protocol: 'Https',
  port: 443,
};
const BLOBS: Requirement = {
  sources: NODES,
  fqdn: '*.blob.core.windows.net',
  fqdnTags: [],
  protocol: 'Https',
  port: 443,
};
const SHARES: Requirement = {
  sources: NODES,
  serviceTag: 'Storage.WestEurope',
  fqdnTags: [],
  protocol: 'Tcp',
  port: 445,
};

const application = (
  rule: Partial<ApplicationRule>,
  action: 'Allow' | 'Deny' = 'Allow',
  priority = 200,
): RuleGroup => ({
  priority,
  network: [],
  application: [
    {
      name: `app-${priority}`,
      priority,
      action,
      rules: [
        {
          name: 'rule',
          protocols: [{ type: 'Https', port: 443 }],
          sources: ['*'],
          fqdns: [],
          fqdnTags: [],
          narrower: [],
          ...rule,
        },
      ],
    },
  ],
});
const network = (rule: Partial<NetworkRule>, action: 'Allow' | 'Deny' = 'Allow', priority = 200): RuleGroup => ({
  priority,
  application: [],
  network: [
    {
      name: `net-${priority}`,
      priority,
      action,
      rules: [
        { name: 'rule', protocols: ['TCP'], sources: ['*'], destinations: [], fqdns: [], ports: ['443'], ...rule },
      ],
    },
  ],
});
const policy = (...groups: readonly RuleGroup[]): Ruleset => ({ policies: [groups], dnsProxy: true });
const isFor = (wanted: Requirement, ...groups: readonly RuleGroup[]) => judgeFirewall(policy(...groups), wanted).is;

describe('a firewall without a rule that matches', () => {
  test('lets nothing through', () => {
    expect(judgeFirewall(policy(), MCR)).toEqual({ is: 'missing', partly: false });
  });
});

describe('names', () => {
  test.each([
    ['mcr.microsoft.com', 'covered'],
    ['MCR.Microsoft.com', 'covered'],
    ['*.microsoft.com', 'covered'],
    ['*', 'covered'],
    ['*.mcr.microsoft.com', 'missing'],
    ['mcr.*.com', 'missing'],
    ['evil-mcr.microsoft.com', 'missing'],
  ])('%s and the host mcr.microsoft.com: %s', (name, verdict) => {
    expect(isFor(MCR, application({ fqdns: [name] }))).toBe(verdict);
  });

  test.each([
    ['*.blob.core.windows.net', 'covered'],
    ['*.core.windows.net', 'covered'],
    ['sample.blob.core.windows.net', 'missing'],
    ['*.west.blob.core.windows.net', 'missing'],
  ])('%s and all of *.blob.core.windows.net: %s', (name, verdict) => {
    expect(isFor(BLOBS, application({ fqdns: [name] }))).toBe(verdict);
  });

  test('of network rules are exact, and count with the DNS proxy alone', () => {
    const rules = policy(network({ fqdns: ['mcr.microsoft.com'] }));
    expect(judgeFirewall(rules, MCR).is).toBe('covered');
    expect(judgeFirewall({ ...rules, dnsProxy: false }, MCR).is).toBe('missing');
  });

  test('are covered by their wildcard, whatever stands before it', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), label, (before, domain) => {
        const wanted = { ...MCR, fqdn: `${before.join('.')}.${domain}.com` };
        expect(isFor(wanted, application({ fqdns: [`*.${domain}.com`] }))).toBe('covered');
        expect(isFor(wanted, application({ fqdns: [`*.${domain}.org`] }))).toBe('missing');
      }),
    );
  });
});

describe('the tag of AKS', () => {
  test('holds what the requirement says it holds', () => {
    expect(isFor(MCR, application({ fqdnTags: ['AzureKubernetesService'] }))).toBe('covered');
    expect(isFor(BLOBS, application({ fqdnTags: ['AzureKubernetesService'] }))).toBe('missing');
  });
});

describe('ports and protocols', () => {
  test('count exactly in application rules: 443 alone lets no other port through', () => {
    expect(isFor({ ...MCR, port: 19_390 }, application({ fqdns: ['*'] }))).toBe('missing');
    expect(isFor({ ...MCR, protocol: 'Http' }, application({ fqdns: ['*'] }))).toBe('missing');
  });

  test('of network rules may be ranges', () => {
    expect(isFor({ ...MCR, port: 19_390 }, network({ destinations: ['*'], ports: ['19000-33391'] }))).toBe('covered');
    expect(isFor({ ...MCR, protocol: 'Udp' }, network({ destinations: ['*'] }))).toBe('missing');
  });

  test('no application rule carries anything but the web', () => {
    expect(isFor(SHARES, application({ fqdns: ['*'], protocols: [{ type: 'Https', port: 445 }] }))).toBe('missing');
  });
});

describe('service tags', () => {
  test.each([
    ['Storage.WestEurope', 'covered'],
    ['Storage', 'covered'],
    ['AzureCloud.westeurope', 'covered'],
    ['AzureCloud', 'covered'],
    ['Storage.NorthEurope', 'missing'],
    ['AzureMonitor', 'missing'],
  ])('%s and Storage.WestEurope: %s', (tag, verdict) => {
    expect(isFor(SHARES, network({ destinations: [tag], ports: ['445'] }))).toBe(verdict);
  });
});

describe('the order', () => {
  test('a network rule that denies beats an application rule that allows', () => {
    const allowed = application({ fqdns: ['*'] }, 'Allow', 100);
    expect(judgeFirewall(policy(allowed, network({ destinations: ['*'] }, 'Deny', 4000)), MCR)).toEqual({
      is: 'blocked',
      by: 'net-4000/rule',
    });
  });

  test('the base policy comes first, whatever its priority', () => {
    const base = application({ fqdns: ['mcr.microsoft.com'] }, 'Deny', 60_000);
    const child = application({ fqdns: ['*'] }, 'Allow', 100);
    expect(judgeFirewall({ policies: [[base], [child]], dnsProxy: true }, MCR).is).toBe('blocked');
    expect(isFor(MCR, base, child)).toBe('covered');
  });

  test('the first match is final', () => {
    const [allow, deny] = [application({ fqdns: ['*'] }, 'Allow', 300), application({ fqdns: ['*'] }, 'Deny', 200)];
    expect(isFor(MCR, allow, deny)).toBe('blocked');
  });
});

describe('sources', () => {
  test('have to be covered whole', () => {
    const half = application({ fqdns: ['*'], sources: ['10.30.0.0/24'] }, 'Allow', 200);
    const rest = application({ fqdns: ['*'], sources: ['10.30.1.0-10.30.1.255'] }, 'Allow', 300);
    expect(judgeFirewall(policy(half), MCR)).toEqual({ is: 'missing', partly: true });
    expect(isFor(MCR, half, rest)).toBe('covered');
  });

  test('of others do not matter', () => {
    expect(
      isFor(
        MCR,
        application({ fqdns: ['*'] }, 'Allow', 300),
        application({ fqdns: ['*'], sources: ['10.99.0.0/16'] }, 'Deny', 200),
      ),
    ).toBe('covered');
  });
});

describe('what cannot be decided', () => {
  const allow = application({ fqdns: ['*'] }, 'Allow', 300);

  test.each([
    ['public addresses', network({ destinations: ['20.0.0.0/8'] }, 'Deny', 200)],
    ['a service tag', network({ destinations: ['AzureFrontDoor.Frontend'] }, 'Deny', 200)],
    ['a category of the web', application({ narrower: ['Gambling'] }, 'Deny', 200)],
  ])('%s that are denied before', (_, deny) => {
    expect(isFor(MCR, allow, deny)).toBe('unknown');
  });

  test('denied private addresses are none of it: no service has one', () => {
    expect(isFor(MCR, allow, network({ destinations: ['10.0.0.0/8', '192.168.0.0/16'] }, 'Deny', 200))).toBe('covered');
  });
});
