import { insert, textOfEdit } from './edit.ts';
import type { Press } from './keyboard.ts';
import { pressAbout } from './panels/about.ts';
import { pressConflict } from './panels/conflict.ts';
import { pressDrops } from './panels/drops.ts';
import { pasteFirst, pressFirst } from './panels/first.ts';
import { command, pressKeys, pressLeave } from './panels/keys.ts';
import { pressFinding, pressProblems } from './panels/problems.ts';
import { pasteQuestion, pressQuestion } from './panels/question.ts';
import { pressReview } from './panels/review.ts';
import { pasteReview } from './panels/review-write.ts';
import type { News } from './port.ts';
import { type Event, questionOf, replaceTop, type Setting, type State, topOf } from './state.ts';

/** The only reducer: what the wizard is after an event. It has no effect and asks no clock, so keys typed ahead always meet the newest state. */
export function next(setting: Setting, state: State, event: Event): State {
  if (state.ended) return state;
  switch (event.kind) {
    case 'pressed':
      return pressed(setting, state, event.press);
    case 'pasted':
      return pasted(setting, state, event.text);
    case 'resized':
      return { ...state, size: event.size };
    case 'news':
      return heard(state, event.news);
    case 'suggested':
      return {
        ...state,
        suggestions: new Map([
          ...state.suggestions,
          [event.key, { answers: event.answers, suggestions: event.suggestions }],
        ]),
      };
    case 'previewed':
      return { ...state, outputs: { session: event.session, outputs: event.outputs } };
    case 'wrote':
      return event.outcome.is === 'written'
        ? { ...state, ended: event.outcome }
        : { ...state, review: { ...state.review, writing: false, refused: event.outcome, cursor: 0 } };
    case 'loaded':
      return loaded(state, event.loaded);
    case 'completed':
      return state.first?.path && textOfEdit(state.first.path) === event.typed
        ? { ...state, first: { ...state.first, paths: event.paths } }
        : state;
    case 'draft':
      return { ...state, unsaved: event.unsaved };
    case 'ended':
      return { ...state, ended: { is: 'signalled', signal: event.signal } };
  }
}

function pressed(setting: Setting, state: State, press: Press): State {
  const commanded = press.key === 'ctrl' ? command(setting, state, press.letter) : undefined;
  if (commanded) return commanded;
  const top = topOf(state);
  switch (top?.is) {
    case 'conflict':
      return pressConflict(setting, state, top, press);
    case 'drops':
      return pressDrops(setting, state, top, press);
    case 'problems':
      return pressProblems(setting, state, top, press);
    case 'finding':
      return pressFinding(setting, state, top, press);
    case 'about':
      return pressAbout(setting, state, top, press);
    case 'keys':
      return pressKeys(setting, state, top, press);
    case 'leave':
      return pressLeave(state, top, press);
    default:
      return pressBase(setting, state, press);
  }
}

function pressBase(setting: Setting, state: State, press: Press): State {
  if (state.first) return pressFirst(setting, state, state.first, press);
  const question = questionOf(setting, state);
  return question ? pressQuestion(setting, state, question, press) : pressReview(setting, state, press);
}

/** Pasted text goes into fields only: on a menu it means nothing. */
function pasted(setting: Setting, state: State, text: string): State {
  const top = topOf(state);
  if (top?.is === 'conflict' && top.reason) return replaceTop(state, { ...top, reason: insert(top.reason, text) });
  if (state.first) return topOf(state) ? state : pasteFirst(state, state.first, text);
  const question = questionOf(setting, state);
  if (question) return pasteQuestion(setting, state, question, text);
  return top === undefined || top.is === 'review' ? pasteReview(setting, state, text) : state;
}

function heard(state: State, news: News): State {
  switch (news.kind) {
    case 'checks':
      return { ...state, findings: news.findings, running: news.running };
    case 'account':
      return { ...state, account: news.account };
  }
}

function loaded(state: State, result: Extract<Event, { kind: 'loaded' }>['loaded']): State {
  if (!state.first) return state;
  if (result.is === 'refused') return { ...state, first: { ...state.first, loading: false, refused: result.why } };
  return { ...state, session: result.session, first: undefined, desks: new Map() };
}
