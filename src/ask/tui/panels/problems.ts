import { type BrokenRule, brokenRules, isBlocking } from '../../../core/acknowledge.ts';
import { type Finding, findingKey } from '../../../core/finding.ts';
import { view } from '../../../core/session.ts';
import { wrap } from '../../safe.ts';
import type { Signs } from '../../signs.ts';
import { count } from '../../words.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, type Span, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Layer, pop, push, replaceTop, type Setting, type State } from '../state.ts';
import { menuPart, pressMenu, type Row, statusLine } from './menu.ts';

/** Everything that blocks, warns or could not be checked, in graph order. */
export interface Problem {
  readonly sign: Span;
  readonly id: string;
  readonly says: string;
  readonly fix: string;
  readonly decisions: readonly string[];
  readonly weight: 'fails' | 'warns' | 'not-run';
  readonly open: (state: State) => State;
}

export function problemsOf(setting: Setting, state: State): readonly Problem[] {
  const { engine, signs } = setting;
  const order = new Map(engine.decisions.map((decision, index) => [decision.id, index]));
  const place = ({ decisions }: Problem): number =>
    Math.min(order.size, ...decisions.map((id) => order.get(id) ?? order.size));
  const findings = state.findings.filter((one) => one.result !== 'pass').map((one) => findingProblem(one, signs));
  return [...ruleProblemsOf(setting, state), ...findings].toSorted((a, b) => place(a) - place(b));
}

/** The broken rules among them that nobody accepted. */
export function ruleProblemsOf({ engine, signs }: Setting, { session }: State): readonly Problem[] {
  const { resolved, verdicts } = view(engine, session);
  return brokenRules(engine, resolved, verdicts, session.acknowledged, session.asOf ?? engine.factsRead)
    .filter((one) => one.rule.severity !== 'info' && !one.accepted)
    .map((one) => ruleProblem(one, signs));
}

const ruleProblem = (broken: BrokenRule, signs: Signs): Problem => ({
  sign: isBlocking(broken) ? span(signs.fail, 'fail') : span(signs.warn, 'warn'),
  id: broken.rule.id,
  says: broken.rule.says,
  fix: broken.rule.fix,
  decisions: broken.conflict,
  weight: isBlocking(broken) ? 'fails' : 'warns',
  open: (state) => push(state, { is: 'conflict', rule: broken.rule.id, cursor: 0 }),
});

/** What a check said, with its sign. A *should* that failed is a warning; what could not look is never a pass. */
export function findingSign(finding: Finding, signs: Signs): Span {
  if (finding.result === 'pass') return span(signs.pass, 'pass');
  if (finding.result === 'not-run') return span(signs.notRun);
  return isFailure(finding) ? span(signs.fail, 'fail') : span(signs.warn, 'warn');
}

const isFailure = (finding: Finding): boolean => finding.result === 'fail' && finding.level === 'must';

/** One sentence: what was looked at and what was seen, or why nothing was. */
export const findingInWords = (finding: Finding): string => {
  const what = `${finding.title} (${finding.target})`;
  if (finding.result === 'not-run') return `${what}: not looked at, ${finding.why ?? 'no reason given'}`;
  return finding.saw === null ? what : `${what}: ${finding.saw}`;
};

const findingProblem = (finding: Finding, signs: Signs): Problem => ({
  sign: findingSign(finding, signs),
  id: finding.id,
  says: findingInWords(finding),
  fix: finding.fix ?? '',
  decisions: finding.decisions,
  weight: finding.result === 'not-run' ? 'not-run' : isFailure(finding) ? 'fails' : 'warns',
  open: (state) => push(state, { is: 'finding', key: findingKey(finding), cursor: 0 }),
});

export const problemRows = (setting: Setting, state: State): Row[] =>
  problemsOf(setting, state).map((problem) => ({
    label: `${problem.id}  ${problem.says}`,
    sign: problem.sign,
    act: problem.open,
  }));

export function pressProblems(
  setting: Setting,
  state: State,
  layer: Extract<Layer, { is: 'problems' }>,
  press: Press,
): State {
  if (press.key === 'escape') return pop(state);
  const rows = problemRows(setting, state);
  const cursor = Math.min(layer.cursor, Math.max(0, rows.length - 1));
  return pressMenu(state, rows, cursor, press, (to) => replaceTop(state, { ...layer, cursor: to })) ?? state;
}

/** More rows than these make room for what the one under the cursor says. */
const ENOUGH_ROWS = 9;

export function drawProblems(setting: Setting, state: State, at: number): Part[] {
  const problems = problemsOf(setting, state);
  const cursor = Math.min(at, Math.max(0, problems.length - 1));
  const { signs } = setting;
  if (problems.length === 0) {
    const sign = state.findings.length > 0 ? span(signs.pass, 'pass') : span(signs.notRun);
    return [
      { giveWay: 0, lines: [line(''), statusLine(sign, ` Nothing blocks and nothing warns. ${checksInWords(state)}`)] },
    ];
  }
  const one = problems[cursor];
  return [
    { giveWay: 8, lines: [line('')] },
    { ...menuPart(problemRows(setting, state), cursor, state.size.columns, signs), enough: ENOUGH_ROWS },
    { giveWay: 5, lines: one ? [line(''), ...aboutLines(state, one.says, one.fix)] : [] },
  ];
}

/** How much has been looked at: that nothing was found says little where nothing was looked at. */
function checksInWords({ findings, running }: State): string {
  const passed = findings.length === 0 ? 'No check has run.' : `${count(findings.length, 'check')} passed.`;
  return running.length === 0 ? passed : `${passed} ${running.length} running.`;
}

const aboutLines = (state: State, says: string, fix: string): Line[] => [
  ...wrap(says, state.size.columns - 6).map((text) => line(`     ${text}`)),
  ...(fix === '' ? [] : wrap(`Fix: ${fix}`, state.size.columns - 6).map((text) => line(`     ${text}`))),
];

// ---- one finding

const findingOf = (state: State, key: string): Finding | undefined =>
  state.findings.find((one) => findingKey(one) === key);

export function pressFinding(
  setting: Setting,
  state: State,
  layer: Extract<Layer, { is: 'finding' }>,
  press: Press,
): State {
  if (press.key === 'escape') return pop(state);
  return (
    pressMenu(state, findingRows(setting, state, layer.key), layer.cursor, press, (cursor) =>
      replaceTop(state, { ...layer, cursor }),
    ) ?? state
  );
}

function findingRows(setting: Setting, state: State, key: string): Row[] {
  const { resolved } = view(setting.engine, state.session);
  const due = (findingOf(state, key)?.decisions ?? []).filter((id) => resolved.get(id)?.is !== 'absent');
  return [
    { label: 'Back', act: pop },
    ...due.map(
      (id): Row => ({
        label: `Go to ${id}`,
        note: setting.engine.byId.get(id)?.form === 'decision' ? '' : 'not asked',
        act: (now) => push(pop(now), { is: 'visit', id }),
      }),
    ),
  ];
}

/** What is wrong: the rows below give way first, for they are many where a check concerns many decisions. */
const detailsPart = (lines: readonly Line[], { signs }: Setting): Part => ({
  giveWay: 0.5,
  least: Math.min(4, lines.length),
  lines,
  shrink: (height) => slice(lines, 0, height, signs),
});

export function drawFinding(setting: Setting, state: State, layer: Extract<Layer, { is: 'finding' }>): Part[] {
  const finding = findingOf(state, layer.key);
  if (!finding) return [{ giveWay: 0, lines: [line('   This check no longer applies.')] }];
  const columns = state.size.columns - 6;
  return [
    {
      giveWay: 0,
      lines: [
        line(''),
        line('   ', findingSign(finding, setting.signs), span(` ${finding.title}`, 'strong'), `  ${finding.id}`),
      ],
    },
    detailsPart([line(''), ...aboutLines(state, findingInWords(finding), finding.fix ?? '')], setting),
    { giveWay: 8, lines: [line('')] },
    menuPart(findingRows(setting, state, layer.key), layer.cursor, state.size.columns, setting.signs),
    {
      giveWay: 6,
      lines: [
        line(''),
        ...wrap(`Looked at ${finding.target}. Source: ${finding.source}`, columns).map((text) =>
          line(span(`     ${text}`, 'dim')),
        ),
      ],
    },
  ];
}
