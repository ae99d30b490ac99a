/**
 * A word for a command that a person will copy into a shell: what Azure says may hold anything. Words of plain characters stay as
 * they are, others are quoted; what no terminal should get is left out.
 */
export function shellWord(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  return /^[\w./:@%+=-]+$/.test(visible) ? visible : `'${visible.replaceAll("'", "'\\''")}'`;
}
