import type { Value } from '../../../plan/value.ts';
import { type AzType, type BodyType, implicit, LONG_AGO, pairs, records, value } from '../row.ts';

const P = 'properties.';

export const galleries: AzType = {
  type: 'Microsoft.Compute/galleries',
  command: 'sig create',
  since: LONG_AGO,
  address: [
    ['--subscription', 'subscription'],
    ['--resource-group', 'group'],
    ['--gallery-name', 'name'],
  ],
  rows: [value('location', '--location'), pairs('tags', '--tags'), value(`${P}description`, '--description')],
  must: ['location'],
  implicit: [],
  always: [],
  shorthand: true,
};

/** `--features "Name=Value Name=Value"`, one word. Without one az allows Trusted Launch; `Standard` is its word for no feature. */
const featureWord = (all: readonly Readonly<Record<string, Value>>[]): string =>
  all.map((one) => `${String(one['name'])}=${String(one['value'])}`).join(' ') || 'SecurityType=Standard';

export const galleryImages: AzType = {
  type: 'Microsoft.Compute/galleries/images',
  command: 'sig image-definition create',
  since: LONG_AGO,
  address: [
    ['--subscription', 'subscription'],
    ['--resource-group', 'group'],
    ['--gallery-name', 'parent'],
    ['--gallery-image-definition', 'name'],
  ],
  rows: [
    value('location', '--location'),
    pairs('tags', '--tags'),
    value(`${P}description`, '--description'),
    value(`${P}osType`, '--os-type'),
    value(`${P}osState`, '--os-state'),
    value(`${P}hyperVGeneration`, '--hyper-v-generation'),
    value(`${P}architecture`, '--architecture'),
    value(`${P}identifier.publisher`, '--publisher'),
    value(`${P}identifier.offer`, '--offer'),
    value(`${P}identifier.sku`, '--sku'),
    records(`${P}features`, (all) => ['--features', featureWord(all)]),
    value(`${P}endOfLifeDate`, '--end-of-life-date'),
  ],
  must: ['location', `${P}osType`, `${P}osState`, `${P}hyperVGeneration`, `${P}features`],
  implicit: [implicit(`${P}disallowed`, {}, 'nothing is disallowed')],
  always: [],
};

export const imageTemplates: BodyType = {
  type: 'Microsoft.VirtualMachineImages/imageTemplates',
  why: 'az image builder has no argument for the subnet of the container instances',
  since: LONG_AGO,
  anew: 'a template cannot be changed, and a failed one holds nothing',
};
