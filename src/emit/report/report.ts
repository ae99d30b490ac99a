import type { Note } from '../../plan/plan.ts';
import type { Emission } from '../emission.ts';
import { bullets, code, prose, section, table } from '../markdown.ts';
import { SAMPLE_LINE } from '../words.ts';
import { decisionsSection, rulesSection } from './decisions.ts';
import { findingsSection } from './findings.ts';
import { addressesSection, egressSection, waysSection } from './network.ts';
import { gatesSection, permissionsSection } from './permissions.ts';
import { unverifiedOf } from './unverified.ts';

/** report.md: everything that was decided, by whom and why, and what follows from it. */
export function reportText(emission: Emission): string {
  const { plan } = emission;
  const parts = [
    `# Report: cluster ${code(plan.clusterName)}`,
    ...(plan.sample ? [`**${SAMPLE_LINE}**`] : []),
    `Written by aks-setup ${prose(emission.tool)} from \`profile.yaml\`. Facts about Azure were read on ${prose(emission.facts)} or before, as said with each. No result of a check stands here: \`aks-setup check\` looks at the subscription of the day.`,
    decisionsSection(emission),
    rulesSection(emission),
    gatesSection(plan),
    permissionsSection(plan),
    addressesSection(plan),
    egressSection(plan),
    waysSection(plan),
    checksSection(emission),
    notesSection(emission),
    findingsSection(emission),
    section(2, 'What was not verified', bullets(unverifiedOf(emission))),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function checksSection({ checks }: Emission): string {
  if (checks.length === 0) return section(2, 'Checks', 'These answers call for no check.');
  return section(
    2,
    'Checks that these answers call for',
    table(
      ['Check', 'Looks at', 'Asks'],
      checks.map((check) => [prose(check.id), code(check.target), prose(check.title)]),
    ),
  );
}

function notesSection({ plan }: Emission): string {
  const topics = [...Map.groupBy(plan.notes, (note) => note.topic)];
  return section(2, 'What follows from the answers', ...topics.map(([topic, notes]) => topicSection(topic, notes)));
}

/** The answers behind a topic once, where all its notes share them. */
function topicSection(topic: string, notes: readonly Note[]): string {
  const causes = new Set(notes.map((note) => because(note.because)));
  const [cause = ''] = causes;
  if (causes.size === 1) return section(3, topic, bullets(notes.map((note) => prose(note.says))), cause);
  return section(3, topic, bullets(notes.map((note) => `${prose(note.says)} ${because(note.because)}`)));
}

const because = (ids: readonly string[]): string => (ids.length === 0 ? '' : `From ${ids.map(code).join(', ')}.`);
