import { answerOf } from '../../core/resolve.ts';
import { view } from '../../core/session.ts';
import type { WriteOutcome } from '../tui/port.ts';
import { areaTitle, count, originInWords, valueInWords } from '../words.ts';
import { blockingLines, problemLines } from './findings.ts';
import { Ending, type Talk } from './talk.ts';

export type Next = { readonly is: 'go-on' } | { readonly is: 'find'; readonly word: string };

const OUTPUTS = ['script', 'bicep'] as const;

/** Every decision by area, what is wrong, and writing. Returns where the person wants to go; throws Ending once it is written. */
export async function review(talk: Talk): Promise<Next> {
  let folder = talk.options.folder ?? proposedFolder(talk);
  let forcible = false;
  talk.say('', 'Review', ...areaLines(talk), ...problemLines(talk.options.engine, talk.session, talk));
  for (;;) {
    const stops = stopsOf(talk);
    if (stops) talk.say(...stops.lines);
    const said = await talk.ask(stops ? stops.prompt : `Write to ${folder}/? Enter writes:`);
    if (said.is === 'explain') talk.say(...HELP);
    else if (said.is === 'empty' && stops?.goesOn) return { is: 'go-on' };
    else if (said.is === 'empty' && stopsOf(talk)) {
      // A check may have failed since the prompt was printed: Enter then writes nothing.
    } else if (said.is === 'empty' || (forcible && said.text.toLowerCase() === 'force')) {
      forcible = await write(talk, folder, said.is === 'text');
    } else {
      const to = /^to\s+(\S.*)$/i.exec(said.text)?.[1];
      const next = to === undefined ? await look(talk, said.text) : undefined;
      if (to !== undefined) folder = to.replace(/\/+$/, '') || '/';
      if (next) return next;
    }
  }
}

const HELP = [
  'A number shows the decisions of that area; an id or a word goes to a question; to DIR changes the folder;',
  'script and bicep show what would be written. Nothing is changed in Azure: files are written, you run them.',
];

const proposedFolder = (talk: Talk): string => {
  const name = answerOf(view(talk.options.engine, talk.session).resolved, 'base.clusterName');
  return typeof name === 'string' ? name : 'aks-setup-out';
};

/** What keeps it from being written now. */
function stopsOf(talk: Talk): { lines: readonly string[]; prompt: string; goesOn: boolean } | undefined {
  const { open } = view(talk.options.engine, talk.session);
  if (open.length > 0) {
    return {
      lines: [],
      prompt: `${count(open.length, 'question')} still open. Enter goes on with them:`,
      goesOn: true,
    };
  }
  const blocking = blockingLines(talk.options.engine, talk.session, talk.findings);
  if (blocking.length === 0) return undefined;
  return {
    lines: ['Nothing can be written while this blocks:', ...blocking],
    prompt: 'An id goes there:',
    goesOn: false,
  };
}

async function write(talk: Talk, folder: string, force: boolean): Promise<boolean> {
  talk.say('Checking and writing.');
  const outcome: WriteOutcome = await talk.options.port.write(talk.session, folder, force);
  if (outcome.is === 'written') throw new Ending(outcome);
  talk.say('Nothing was written:', ...outcome.why.map((why) => `  ${why}`));
  talk.say(
    outcome.forcible
      ? 'force writes all the same and keeps the old files beside; to DIR takes another folder.'
      : 'Change what it names, or to DIR takes another folder.',
  );
  return outcome.forcible;
}

async function look(talk: Talk, text: string): Promise<Next | undefined> {
  const output = OUTPUTS.find((one) => one === text.toLowerCase());
  if (output) {
    const outputs = await talk.options.port.preview(talk.session);
    talk.say(...(outputs.is === 'made' ? outputs[output].replaceAll('\t', '  ').split('\n') : [outputs.why]));
    return undefined;
  }
  if (!/^\d+$/.test(text)) return { is: 'find', word: text };
  const area = areasDue(talk)[Number(text) - 1];
  talk.say(...(area === undefined ? [`There is no area ${text}.`] : decisionLines(talk, area)));
  return undefined;
}

interface Due {
  readonly id: string;
  readonly area: string;
  readonly line: string;
  readonly isDefault: boolean;
}

/** Each decision that is due, with its answer and where that came from. */
function dueOf(talk: Talk): readonly Due[] {
  const { engine } = talk.options;
  const { resolved } = view(engine, talk.session);
  return engine.decisions.flatMap((decision): Due[] => {
    const now = resolved.get(decision.id);
    if (now?.is === 'open') return [{ ...decision, line: `${decision.id}  not answered`, isDefault: false }];
    if (now?.is !== 'given') return [];
    const line = `${decision.id} = ${valueInWords(decision.kind, now.value)} (${originInWords(now.origin)})`;
    return [{ ...decision, line, isDefault: now.origin === 'default' || now.origin === 'frozen' }];
  });
}

const areasDue = (talk: Talk): readonly string[] => {
  const due = dueOf(talk);
  return talk.options.engine.areas.map((area) => area.id).filter((id) => due.some((one) => one.area === id));
};

function areaLines(talk: Talk): readonly string[] {
  const due = dueOf(talk);
  const areas = areasDue(talk);
  return areas.map((area, index) => {
    const of = due.filter((one) => one.area === area);
    const byDefault = of.filter((one) => one.isDefault).length;
    return `  ${index + 1} of ${areas.length}  ${areaTitle(talk.options.engine, area)}: ${of.length - byDefault} chosen, ${byDefault} by default.`;
  });
}

const decisionLines = (talk: Talk, area: string): readonly string[] => [
  `${areaTitle(talk.options.engine, area)}:`,
  ...dueOf(talk)
    .filter((one) => one.area === area)
    .map((one) => `  ${one.line}`),
];
