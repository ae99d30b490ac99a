import { expect, test } from 'vitest';
import { shellWords } from './shell-words.ts';

const called = (script: string): readonly string[] => [...shellWords(script).called];

test.each([
  ['jq .', ['jq']],
  ['x=$(cat f | jq -r .a)', ['cat', 'jq']],
  ['say "a $(python3 -c "print(1)") b"', ['say', 'python3']],
  ['A=b make', ['make']],
  ['if ! grep -q x y; then fail; fi', ['if', '!', 'grep', 'then', 'fail', 'fi'].filter((word) => word !== '!')],
  ['[[ -n "$(date)" && ($a == b) ]] || stop', ['date', 'stop']],
  ['case "$1" in a | b) one ;; "c d") two x;; *) three ;; esac', ['case', 'one', 'two', 'three', 'esac']],
  ['all=(one $(two) "$(three)")', ['two', 'three']],
  ["cat <<'END'\nnot this\nEND\nthen_this", ['cat', 'then_this']],
  ['while read -r x; do y; done <<END\nnot this\nEND\nz', ['while', 'read', 'do', 'y', 'done', 'z']],
  ["echo 'not this; nor; this' # nor this\nthis", ['echo', 'this']],
  ['a | b && c || d; e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['a "${x:-$(b)}" ${#y[@]} $((1 + 2)); (c)', ['a', 'b', 'c']],
  ['run long \\\n  command --x', ['run']],
  ['env A=b perl', ['env', 'perl']],
])('%j calls %j', (script, words) => {
  expect(called(script)).toEqual(words);
});

test('functions are told from what is called', () => {
  const { called: all, defined } = shellWords('f() { # why\n  g "$@" >&2\n}\nf');
  expect([[...all], [...defined]]).toEqual([['g', 'f'], ['f']]);
});
