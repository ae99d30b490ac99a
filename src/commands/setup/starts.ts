import { engine } from '../../../steps/index.ts';
import type { Start } from '../../ask/tui/port.ts';
import { resolveWith } from '../../core/engine.ts';
import type { Shape } from '../../core/kind.ts';
import { type Profile, readProfile } from '../../core/profile/read.ts';
import { basisOf, type Given } from '../../core/resolve.ts';
import { emptySession, type Session, view } from '../../core/session.ts';
import { loadPreset, presetNames } from '../load.ts';
import type { Draft } from './draft.ts';

/** What the first screen says of a preset. One without words is not offered there. */
const PRESETS: Readonly<Record<string, string>> = {
  'hub-spoke-private': 'Private cluster behind a hub firewall',
  'virtual-nodes-locked': 'Burst pods on virtual nodes, locked down',
  'starter-public': 'Small public cluster, to try things',
};

/** The ways to begin: the draft, the presets, everything. A session is made when its row is taken: reading presets takes time. */
export function startsOf(draft: Draft, prepare: (session: Session) => Session): readonly Start[] {
  const found = draft.found;
  const known = presetNames();
  const presets = Object.entries(PRESETS).filter(([name]) => known.includes(name));
  return [
    ...(found ? [startOf('Go on with the draft', draftNote(found), () => prepare(found.session))] : []),
    ...presets.map(([name, label]) => startOf(label, `preset ${name}`, () => prepare(presetSession(name)))),
    startOf('Answer the usual questions', 'everything else has a default', () => prepare(emptySession)),
    startOf('Decide everything myself', 'no defaults taken', () => prepare({ ...emptySession, opened: 'all' })),
  ];
}

function startOf(label: string, note: string, make: () => Session): Start {
  let made: Session | undefined;
  return {
    label,
    note,
    get session() {
      made ??= make();
      return made;
    },
  };
}

function draftNote(found: NonNullable<Draft['found']>): string {
  const { open } = view(engine, found.session);
  return `${found.answers} ${found.answers === 1 ? 'answer' : 'answers'}, ${open.length} left`;
}

/** A preset's choices. Its names, ids and ranges are placeholders: those are asked. */
function presetSession(name: string): Session {
  const { profile } = readProfile(engine, loadPreset(name).text);
  const answers = [...profile.answers].filter(
    ([id, given]) => given.origin === 'person' && !isPlaceholder(engine.byId.get(id)),
  );
  return {
    ...emptySession,
    answers: new Map(answers.map(([id, given]) => [id, { value: given.value, origin: 'preset' }] as const)),
    acknowledged: profile.acknowledged,
  };
}

const isPlaceholder = (node: ReturnType<typeof engine.byId.get>): boolean =>
  node?.form !== 'decision' || holdsNames(node.kind);

/** Whether an answer of this kind names things of one organisation. */
function holdsNames(kind: Shape): boolean {
  switch (kind.tag) {
    case 'toggle':
    case 'choice':
    case 'number':
      return false;
    case 'map':
      return kind.keys === undefined;
    case 'list':
      return holdsNames(kind.of);
    default:
      return true;
  }
}

/** A saved profile as a session: what a person chose stays theirs; a default stays while the answers it was made from stay. */
export function sessionOf(profile: Profile): Session {
  const resolved = resolveWith(engine, profile.answers);
  const answers = [...profile.answers].map(([id, given]): [string, Given] => {
    const node = engine.byId.get(id);
    return [id, given.origin === 'frozen' && node ? { ...given, basis: basisOf(node, resolved) } : given];
  });
  return { ...emptySession, answers: new Map(answers), acknowledged: profile.acknowledged };
}
