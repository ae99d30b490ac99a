import { safe } from '../../safe.ts';
import type { Signs } from '../../signs.ts';
import { cell, columnOf, pointer } from '../editors/editor.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, type Span, span } from '../line.ts';
import { slice } from '../slice.ts';
import { moved, type State } from '../state.ts';

/** A row that does something when Enter is pressed on it. */
export interface Row {
  readonly label: string;
  readonly note?: string;
  readonly sign?: Span;
  readonly act: (state: State) => State;
}

/** The state after a press on a menu: cursor moved, row taken, or `undefined` if the press means nothing here. */
export function pressMenu(
  state: State,
  rows: readonly Row[],
  cursor: number,
  press: Press,
  withCursor: (cursor: number) => State,
): State | undefined {
  if (press.key === 'enter') return rows[cursor]?.act(state) ?? state;
  const to = moved(cursor, press, rows.length);
  return to === undefined ? undefined : withCursor(to);
}

/** One line about what happens, where there is no row to stand on: the caret stands on its sign. */
export const statusLine = (sign: Span, text: string): Line => [{ ...span('   '), caret: 1 }, sign, span(text)];

export function menuLines(rows: readonly Row[], cursor: number, columns: number, signs: Signs): Line[] {
  const names = columnOf(
    rows.map((row) => row.label),
    columns,
    0.62,
  );
  const hasSigns = rows.some((row) => row.sign);
  return rows.map((row, index) => {
    const sign = hasSigns ? [row.sign ?? span(' '), span(' ')] : [];
    const label = row.note === undefined ? safe(row.label) : cell(row.label, names);
    return [
      pointer(signs, index === cursor),
      ...sign,
      span(label),
      ...(row.note === undefined ? [] : [span(`  ${row.note}`)]),
    ];
  });
}

/** The rows as a part that keeps its cursor in sight. */
export function menuPart(rows: readonly Row[], cursor: number, columns: number, signs: Signs): Part {
  const lines = menuLines(rows, cursor, columns, signs);
  return {
    giveWay: 1,
    least: Math.min(3, lines.length),
    lines,
    shrink: (height) => slice(lines, cursor, height, signs),
  };
}
