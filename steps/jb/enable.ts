import { conditional, decision } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { operatorAccess } from '../api/operator-access.ts';
import { AIB_NETWORKING, JUMPBOX_REPO } from '../facts/dates.ts';

export const jumpBox = decision({
  id: 'jb.enable',
  needs: [operatorAccess],
  question: 'Build a jump box image?',
  explain:
    'A private cluster needs a host from which people work. An image built from a template holds pinned tools and a hardened SSH server, and is rebuilt rather than patched by hand. ' +
    'An image that exists already can be named instead.',
  kind: choice([
    {
      value: 'build',
      label: 'Build one',
      effect: 'Adds two subnets, an identity, roles, a gallery and an image template.',
    },
    { value: 'existing', label: 'Use an image that exists', effect: 'Asks for its id; nothing is built.' },
    { value: 'no', label: 'No', effect: 'Nothing is added.' },
  ]),
  recommended: (read) => (read(operatorAccess) === 'jumpbox' ? 'build' : 'no'),
  permanence: 'none',
  sources: [JUMPBOX_REPO],
});

export const jumpBoxTopology = conditional({
  id: 'jb.topology',
  needs: [jumpBox],
  question: 'In which network is the image built?',
  explain:
    'With a build subnet and a container subnet of yours only the build VM and one container group come into your network. With the build subnet alone the service also puts a ' +
    'private endpoint, a load balancer and a proxy VM there, which its makers advise against. Without subnets of yours the build has no way to private resources.',
  kind: choice([
    {
      value: 'build+aci',
      label: 'Build subnet and container subnet',
      effect: 'Two small subnets; no load balancer, no proxy VM.',
    },
    {
      value: 'build-only',
      label: 'Build subnet alone',
      effect: 'One subnet; the service adds a private link service, a load balancer and a proxy VM.',
      risk: 'generally not recommended',
    },
    { value: 'none', label: 'The service’s own network', effect: 'No subnet of yours; no reach to private resources.' },
  ]),
  when: (read) => read(jumpBox) === 'build',
  recommended: () => 'build+aci',
  permanence: 'none',
  sources: [AIB_NETWORKING],
});
