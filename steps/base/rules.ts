import { rule } from '../../src/core/rule.ts';
import { OWN_TAG } from '../common.ts';
import { learnElsewhere } from '../facts/dates.ts';
import { findRegion, nearestRegions, REGIONS_SOURCE } from '../facts/regions.ts';
import { location } from './location.ts';
import { clusterName, tags } from './names.ts';

const TAGS = learnElsewhere(
  'azure-resource-manager/management/tag-resources',
  'Use tags to organize Azure resources',
  '2026-08-21',
);
const CLOUDS = learnElsewhere(
  'azure-government/documentation-government-get-started-connect-with-cli',
  'Azure clouds beside the public one',
  '2026-08-21',
);

const OTHER_CLOUD = /^(?:us(?:gov|dod|nat|sec)|china|germany(?:central|northeast)$)/;
const isOtherCloud = (region: string): boolean => OTHER_CLOUD.test(region);
/** Azure keeps these for itself. */
const RESERVED = ['azure', 'microsoft', 'windows'];

export const rules = [
  rule({
    id: 'BASE-1',
    severity: 'block',
    reads: [location],
    broken: (read) => isOtherCloud(read(location)),
    says: 'This region belongs to another cloud than the public one: other endpoints, other versions, other rules.',
    fix: 'Choose a region of the public cloud; sovereign clouds are not supported.',
    repairs: () => [{ 'base.location': 'westeurope' }],
    source: CLOUDS,
    examples: { broken: { 'base.location': 'usgovvirginia' }, fine: { 'base.location': 'westeurope' } },
  }),
  rule({
    id: 'BASE-2',
    severity: 'retired',
    reads: [location],
    broken: (read) => !isOtherCloud(read(location)) && findRegion(read(location)) === undefined,
    says: 'No region of this name was known when the facts were read; a misspelled one fails at the first command.',
    fix: 'Choose a known region; where Azure lists it (az account list-locations), acknowledge this rule.',
    repairs: (read) => nearestRegions(read(location)).map((region) => ({ 'base.location': region.name })),
    source: REGIONS_SOURCE,
    examples: { broken: { 'base.location': 'westeurop' }, fine: { 'base.location': 'westeurope' } },
  }),
  rule({
    id: 'BASE-3',
    severity: 'block',
    reads: [tags],
    broken: (read) => {
      const names = Object.keys(read(tags));
      const lower = names.map((name) => name.toLowerCase());
      return names.filter((_, i) => lower.indexOf(lower[i] ?? '') < i);
    },
    says: 'Two tags differ only in case, and Azure does not tell them apart.',
    fix: 'Keep one of them.',
    repairs: (read) => [{ 'base.tags': withoutDoubles(read(tags)) }],
    source: TAGS,
    examples: { broken: { 'base.tags': { owner: 'a', Owner: 'b' } }, fine: { 'base.tags': { owner: 'a' } } },
  }),
  rule({
    id: 'BASE-4',
    severity: 'block',
    reads: [tags, clusterName],
    broken: (read) => Object.keys(read(tags)).filter((name) => isReserved(name)),
    says: `Tag names that begin with ${RESERVED.join(', ')} belong to Azure, and ${OWN_TAG} to the clean-up script.`,
    fix: 'Choose another name.',
    repairs: (read) => [
      { 'base.tags': Object.fromEntries(Object.entries(read(tags)).filter(([name]) => !isReserved(name))) },
    ],
    source: TAGS,
    examples: { broken: { 'base.tags': { 'microsoft-cost': 'a' } }, fine: { 'base.tags': { cost: 'a' } } },
  }),
];

const isReserved = (name: string): boolean =>
  name.toLowerCase() === OWN_TAG || RESERVED.some((prefix) => name.toLowerCase().startsWith(prefix));

function withoutDoubles(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const seen = new Set<string>();
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => {
      const isNew = !seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      return isNew;
    }),
  );
}
