import type { Option, Shape } from '../../../core/kind.ts';
import { parse } from '../../../core/parse.ts';
import { listPart } from '../fit.ts';
import { type Line, line, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Desk, moved, NEW_DESK } from '../state.ts';
import { cell, columnOf, type Editor, pointer, type Question } from './editor.ts';

/** Several of a few options: Space or Enter toggles, the last row is done. */
export const multiEditor: Editor = {
  open: (question) => {
    const present = question.given?.value ?? question.recommended;
    const items = Array.isArray(present) ? present.map(String) : [];
    const isComplete = 'value' in parse(question.kind, items);
    return { ...NEW_DESK, items, cursor: isComplete ? optionsIn(question.kind).length : 0 };
  },

  press: (question, desk, press) => {
    const options = optionsIn(question.kind);
    const isDone = desk.cursor === options.length;
    if (press.key === 'enter' && isDone) {
      const parsed = parse(question.kind, inOrder(options, desk.items));
      return 'value' in parsed ? { answer: parsed.value } : { desk: { ...desk, touched: true } };
    }
    if (press.key === 'enter') return { desk: toggled(desk, options) };
    if (press.key === 'char') {
      const spaces = [...press.text].filter((one) => one === ' ').length;
      return spaces % 2 === 1 ? { desk: toggled(desk, options) } : { desk };
    }
    const cursor = moved(desk.cursor, press, options.length + 1);
    return cursor === undefined ? undefined : { desk: { ...desk, cursor } };
  },

  paste: (_question, desk) => desk,

  under: (question, desk) => inOrder(optionsIn(question.kind), desk.items),

  draw: (question, desk) => {
    const { signs } = question.setting;
    const options = optionsIn(question.kind);
    const names = columnOf(
      options.map((option) => option.label),
      question.columns,
    );
    const rows = options.map((option, row): Line => {
      const box = desk.items.includes(option.value) ? signs.chosen : signs.unchosen;
      const risk = option.risk === undefined ? [] : [span('  '), span(signs.warn, 'warn'), span(` ${option.risk}`)];
      return [pointer(signs, row === desk.cursor), span(`${box} ${cell(option.label, names)}`), ...risk];
    });
    const done = line(pointer(signs, desk.cursor === options.length), `Done, ${desk.items.length} chosen`);
    const effect = options[desk.cursor]?.effect ?? '';
    return [
      listPart(rows, (height) => slice(rows, Math.min(desk.cursor, rows.length - 1), height, signs)),
      { giveWay: 0, lines: [done, ...faults(question, desk)] },
      { giveWay: 6, lines: effect === '' ? [] : [line(''), line(`   ${effect}`)] },
    ];
  },
};

export const isMulti = (kind: Shape): boolean => kind.tag === 'list' && kind.of.tag === 'choice';

const optionsIn = (kind: Shape): readonly Option[] =>
  kind.tag === 'list' && kind.of.tag === 'choice' ? kind.of.options : [];

const inOrder = (options: readonly Option[], chosen: readonly string[]): string[] =>
  options.map((option) => option.value).filter((value) => chosen.includes(value));

function toggled(desk: Desk, options: readonly Option[]): Desk {
  const value = options[desk.cursor]?.value;
  if (value === undefined) return desk;
  const items = desk.items.includes(value) ? desk.items.filter((one) => one !== value) : [...desk.items, value];
  return { ...desk, items };
}

function faults(question: Question, desk: Desk): Line[] {
  const parsed = parse(question.kind, inOrder(optionsIn(question.kind), desk.items));
  const fault = desk.touched && 'faults' in parsed ? parsed.faults[0] : undefined;
  return fault ? [line('     ', span(question.setting.signs.fail, 'fail'), ` ${fault.says}`)] : [];
}
