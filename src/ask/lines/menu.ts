import { capital, sentence } from './question.ts';
import type { Talk } from './talk.ts';

export interface Row<Choice> {
  readonly label: string;
  readonly note?: string;
  readonly choice: Choice;
}

/** Numbered rows, printed once; Enter takes the first. Asks until one of them is meant. */
export async function choose<Choice>(talk: Talk, rows: readonly Row<Choice>[]): Promise<Choice> {
  const first = rows[0];
  if (!first) throw new Error('a menu without rows');
  talk.say(
    ...rows.map(
      ({ label, note }, index) =>
        `  ${index + 1} of ${rows.length}  ${sentence(label)}${note ? ` ${sentence(capital(note))}` : ''}`,
    ),
  );
  for (;;) {
    const said = await talk.ask('Number, Enter for 1:');
    if (said.is === 'empty') return first.choice;
    const row = said.is === 'text' ? rowFor(rows, said.text) : undefined;
    if (row) return row.choice;
    talk.say(`A number from 1 to ${rows.length}; :back goes out of this.`);
  }
}

function rowFor<Choice>(rows: readonly Row<Choice>[], text: string): Row<Choice> | undefined {
  return (
    (/^\d+$/.test(text) ? rows[Number(text) - 1] : undefined) ??
    rows.find((row) => row.label.toLowerCase() === text.toLowerCase())
  );
}
