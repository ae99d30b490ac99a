import { view } from '../../../core/session.ts';
import { outlookOf } from '../../outlook.ts';
import { count, valueInWords } from '../../words.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Layer, pop, replaceTop, type Setting, type State } from '../state.ts';
import { give } from './answer.ts';
import { menuPart, pressMenu, type Row } from './menu.ts';

type Drops = Extract<Layer, { is: 'drops' }>;

/** Before answers that a person chose go out of use, they are listed. */
export function pressDrops(setting: Setting, state: State, layer: Drops, press: Press): State {
  if (press.key === 'escape') return pop(state);
  return (
    pressMenu(state, rowsOf(setting, layer), layer.cursor, press, (cursor) =>
      replaceTop(state, { ...layer, cursor }),
    ) ?? state
  );
}

const rowsOf = (setting: Setting, layer: Drops): Row[] => [
  { label: 'Leave it as it is', act: pop },
  {
    label: 'Change it',
    note: 'they come back if you change your mind',
    act: (state) => give(setting, pop(state), layer.trial),
  },
];

export function drawDrops(setting: Setting, state: State, layer: Drops): Part[] {
  const { dropsChosen } = outlookOf(setting.engine, state.session, layer.trial.id, layer.trial.raw);
  const { resolved } = view(setting.engine, state.session);
  const rows = dropsChosen.map((id): Line => {
    const node = setting.engine.byId.get(id);
    const now = resolved.get(id);
    return line(
      `     ${id} = ${node?.form === 'decision' && now?.is === 'given' ? valueInWords(node.kind, now.value) : ''}`,
    );
  });
  const one = dropsChosen.length === 1;
  return [
    {
      giveWay: 0,
      lines: [
        line(''),
        line(
          '   ',
          span(setting.signs.warn, 'warn'),
          span(` ${count(dropsChosen.length, 'answer')} of yours ${one ? 'is' : 'are'} then not needed`, 'strong'),
        ),
      ],
    },
    { giveWay: 8, lines: [line('')] },
    { giveWay: 3, least: 1, lines: rows, shrink: (height) => slice(rows, 0, height, setting.signs) },
    { giveWay: 8, lines: [line('')] },
    menuPart(rowsOf(setting, layer), layer.cursor, state.size.columns, setting.signs),
  ];
}
