import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engineOf } from '../../src/core/engine.ts';
import type { Finding } from '../../src/core/finding.ts';
import { basisOf } from '../../src/core/resolve.ts';
import { emptySession, type Session, type SessionEvent, update, view } from '../../src/core/session.ts';
import { access, burst, isPrivate, toy } from './toy.ts';

const play = (...events: readonly SessionEvent[]): Session =>
  events.reduce((session, event) => update(toy, session, event), emptySession);
const answer = (id: string, raw: unknown): SessionEvent => ({ kind: 'answered', id, raw, origin: 'person' });
const stateOf = (session: Session, id: string) => view(toy, session).resolved.get(id);

describe('resolving', () => {
  test('what is always asked is open, what has a default has it, what depends on an open answer is unsure', () => {
    expect(stateOf(emptySession, 'base.burst')).toEqual({ is: 'open' });
    expect(stateOf(emptySession, 'net.pools')).toMatchObject({ is: 'given', origin: 'default' });
    expect(stateOf(emptySession, 'api.ranges')).toEqual({ is: 'unsure' });
    expect(stateOf(emptySession, 'net.size')).toEqual({ is: 'open' });
  });

  test('a default follows the answers it was made from', () => {
    const session = play(answer('base.burst', true));
    expect(stateOf(session, 'net.size')).toMatchObject({ value: 30 });
    expect(stateOf(update(toy, session, answer('base.burst', false)), 'net.size')).toMatchObject({ value: 60 });
  });

  test('an answer that is not due is kept, and is there again when it becomes due', () => {
    const session = play(
      answer('base.burst', false),
      answer('api.access', 'ranges'),
      answer('api.ranges', ['20.0.0.0/24']),
    );
    const away = update(toy, session, answer('api.access', 'open'));
    expect(stateOf(away, 'api.ranges')).toEqual({ is: 'absent' });
    expect(stateOf(update(toy, away, answer('api.access', 'ranges')), 'api.ranges')).toMatchObject({
      value: ['20.0.0.0/24'],
    });
  });

  test('a frozen default stays while its needs stay, and is made anew when they change', () => {
    const basis = basisOf(toy.byId.get('net.label') ?? burst, view(toy, play(answer('base.burst', false))).resolved);
    const frozen: Session = {
      ...emptySession,
      answers: new Map([['net.label', { value: 'old', origin: 'frozen', basis }]]),
    };
    expect(stateOf(update(toy, frozen, answer('base.burst', false)), 'net.label')).toMatchObject({
      value: 'old',
      origin: 'frozen',
    });
    expect(stateOf(update(toy, frozen, answer('base.burst', true)), 'net.label')).toMatchObject({
      value: 's30',
      origin: 'default',
    });
  });

  test('an engine refuses an id that stands twice and a need that stands later', () => {
    const parts = { areas: [], rules: [], factsRead: '2026-11-20' };
    expect(() => engineOf({ ...parts, nodes: [burst, burst] })).toThrow('base.burst is registered twice');
    expect(() => engineOf({ ...parts, nodes: [isPrivate, access] })).toThrow('api.isPrivate reads api.access');
  });
});

describe('a session', () => {
  test('asks in list order and ends when everything is answered', () => {
    expect(view(toy, emptySession).current?.id).toBe('base.burst');
    const session = play(answer('base.burst', false), answer('api.access', 'private'));
    expect(view(toy, session).current).toBeUndefined();
  });

  test('an event that does not fit changes nothing', () => {
    for (const event of [
      answer('base.burst', 'yes'),
      answer('no.such', 1),
      answer('api.isPrivate', true),
      { kind: 'went', id: 'no.such' },
    ] as const) {
      expect(update(toy, emptySession, event)).toEqual(emptySession);
    }
  });

  test('back follows the questions in the order of their first visit, not the list', () => {
    const session = play(
      { kind: 'went', id: 'net.size' },
      answer('net.size', 5),
      answer('base.burst', false),
      answer('api.access', 'private'),
    );
    const steps = ['api.access', 'base.burst', 'net.size', 'net.size'];
    let at = session;
    for (const id of steps) {
      at = update(toy, at, { kind: 'back' });
      expect(view(toy, at).current?.id).toBe(id);
    }
    expect(at.answers).toBe(session.answers);
  });

  test('opening a decision asks it although it has a default; opening all asks everything', () => {
    const opened = play(answer('base.burst', false), answer('api.access', 'private'), {
      kind: 'opened',
      ids: ['net.size'],
    });
    expect(view(toy, opened).current?.id).toBe('net.size');
    expect(view(toy, play({ kind: 'opened', ids: 'all' })).open.map((one) => one.id)).toContain('net.pools');
  });

  test('findings are kept by check and target', () => {
    const finding: Finding = {
      id: 'C',
      target: 'a',
      title: '',
      level: 'must',
      result: 'fail',
      saw: 'x',
      why: null,
      fix: 'y',
      decisions: [],
      source: '',
    };
    const session = play(
      { kind: 'found', findings: [finding] },
      { kind: 'found', findings: [{ ...finding, result: 'pass' }] },
    );
    expect([...session.found.values()].map((one) => one.result)).toEqual(['pass']);
  });

  test('any walk of answers ends, and back then forward is where it was', () => {
    const events = fc.oneof(
      fc.boolean().map((raw) => answer('base.burst', raw)),
      fc.constantFrom('private', 'ranges', 'open').map((raw) => answer('api.access', raw)),
      fc.constantFrom([], ['20.0.0.0/24'], ['egress']).map((raw) => answer('api.ranges', raw)),
      fc.constant<SessionEvent>({ kind: 'back' }),
      fc.constantFrom('net.size', 'api.zone', 'base.burst').map((id): SessionEvent => ({ kind: 'went', id })),
    );
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (walk) => {
        let session = play(...walk);
        for (let left = 0; view(toy, session).current !== undefined; left += 1) {
          expect(left).toBeLessThan(20);
          const { current } = view(toy, session);
          const raw = {
            'base.burst': false,
            'api.access': 'private',
            'net.size': 5,
            'api.zone': 'new',
            'api.ranges': [],
          }[current?.id ?? ''];
          session = update(toy, session, answer(current?.id ?? '', raw));
        }
        const back = update(toy, session, { kind: 'back' });
        expect(update(toy, back, { kind: 'moved-on' }).answers).toBe(session.answers);
        expect(view(toy, update(toy, back, { kind: 'moved-on' })).current).toBeUndefined();
      }),
    );
  });
});
