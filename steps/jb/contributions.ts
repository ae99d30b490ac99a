import type { Contribution } from '../../src/plan/contribution.ts';
import { gallery, imageGroupAndIdentity, imageWriter } from './image-resources.ts';
import { buildFlows, buildSubnets, jumpBoxFlows, networkJoiner } from './network-resources.ts';
import { buildNotes, existingImageNote, existingSubnetNotes } from './notes.ts';
import { template } from './template.ts';

export const contributions: readonly Contribution[] = [
  imageGroupAndIdentity,
  gallery,
  imageWriter,
  buildSubnets,
  networkJoiner,
  template,
  buildFlows,
  jumpBoxFlows,
  buildNotes,
  existingSubnetNotes,
  existingImageNote,
];
