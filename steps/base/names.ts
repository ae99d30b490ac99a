import { decision } from '../../src/core/decision.ts';
import { choice, map, text } from '../../src/core/kind.ts';
import { learn, learnElsewhere } from '../facts/dates.ts';

const NAMING = learnElsewhere(
  'azure-resource-manager/management/resource-name-rules',
  'Naming rules and restrictions',
  '2026-08-21',
);
const TAGS = learnElsewhere(
  'azure-resource-manager/management/tag-resources',
  'Use tags to organize Azure resources',
  '2026-08-21',
);

export const clusterName = decision({
  id: 'base.clusterName',
  question: 'What is the cluster called?',
  explain:
    'The names of everything else follow from it, so a short one with a place or a stage in it reads well in every list. ' +
    'Letters, digits, hyphens and underscores, 63 at most. It can never be changed.',
  kind: text(
    /[A-Za-z0-9](?:[-\w]{0,61}[A-Za-z0-9])?/,
    '1 to 63 letters, digits, - and _, first and last a letter or digit',
    { max: 63 },
  ),
  ask: 'always',
  permanence: 'create-only',
  aliases: ['name'],
  sources: [NAMING],
});

export const resourceGroup = decision({
  id: 'base.resourceGroup',
  question: 'Which resource group holds the cluster?',
  explain:
    'It is made if it is not there. The nodes live in another group that AKS makes and manages. ' +
    'Whoever may write to this group may change the cluster, so keep it to the cluster alone.',
  needs: [clusterName],
  kind: text(/[-\w.()]{0,89}[-\w()]/, '1 to 90 letters, digits, _ - . ( ), no dot at the end', { max: 90 }),
  recommended: (read) => `rg-${read(clusterName)}`,
  permanence: 'create-only',
  sources: [NAMING],
});

// Azure would take = and a leading hyphen; az reads name=value, and a word that begins with a hyphen as an option.
const TAG_NAME = text(
  /(?!-)[^<>%&\\?/=\u0000-\u001f\u007f-\u009f\p{Cs}]{1,512}/u,
  'a tag name of at most 512 characters without < > % & \\ ? / =, not beginning with -',
  { max: 512 },
);
const TAG_VALUE = text(/[^\u0000-\u001f\u007f-\u009f\p{Cs}]{0,256}/u, 'a tag value of at most 256 characters', {
  max: 256,
});

export const tags = decision({
  id: 'base.tags',
  question: 'Which tags does everything carry?',
  explain:
    'Tags are how cost, ownership and policies find a resource. An owner and an environment are the least that most organisations ask for. ' +
    'One more tag with the name of the cluster is added, so that the clean-up script removes only what this profile made.',
  kind: map(TAG_NAME, TAG_VALUE, { max: 49 }),
  recommended: () => ({ environment: 'production', owner: 'platform' }),
  permanence: 'update',
  sources: [TAGS],
});

export const lifecycle = decision({
  id: 'base.lifecycle',
  question: 'A new cluster, or one that exists?',
  explain:
    'This version makes new clusters. Bringing an existing cluster to a profile is another job with other risks, and comes later. ' +
    'The scripts never write over something that is there already.',
  kind: choice([{ value: 'new', label: 'A new cluster', effect: 'Makes the cluster and everything it needs.' }]),
  recommended: () => 'new',
  ask: 'never',
  permanence: 'none',
  sources: [learn('supported-kubernetes-versions', 'Supported Kubernetes versions')],
});
