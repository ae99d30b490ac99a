import { expect, test } from 'vitest';
import { newerThanBash32 } from './bash-3.2.ts';

test.each([
  'declare -A map',
  'mapfile -t lines <file',
  'echo "${name^^}"',
  'echo "${name,}"',
  'make |& tee log',
  'make &>>log',
  'local -n ref="$1"',
  'echo "${all[-1]}"',
  'echo "${name@Q}"',
  'if [[ -v name ]]; then :; fi',
  'exec {fd}>log',
  'for i in {1..9..2}; do :; done',
  'printf "%(%F)T"',
  'wait -n',
  'shopt -s lastpipe',
  'case a in a) x ;& b) y ;; esac',
  'echo "$EPOCHSECONDS"',
  'readarray all',
  'coproc work',
  'declare -g name=x',
  'local -u name=x',
  'echo "$BASHPID"',
  'x=$(case a in a) b ;; esac)',
  'printf -v "all[0]" x',
  'echo "${name:0:-1}"',
  'wait -f',
  '[[ -R name ]]',
  'read -t 0.5 -r line',
  'echo ${ date; }',
  'say "all of ${all[*]}"',
  'run ${all[@]}',
  'run "${all[@]:1}"',
])('%s is refused', (line) => {
  expect(newerThanBash32(line)).toHaveLength(1);
});

test('an array without entries is refused under set -u, unless it is counted first or has a way out', () => {
  expect(newerThanBash32('all=()\nshow "${all[@]}"')).toEqual([expect.stringContaining('2: ${all[@]}')]);
  expect(newerThanBash32('all=()\n[[ ${#all[@]} = 0 ]] || show "${all[@]}"')).toEqual([]);
  expect(newerThanBash32('all=()\nshow ${all[@]+"${all[@]}"}')).toEqual([]);
  expect(newerThanBash32('all=(one)\nshow "${all[@]}"')).toEqual([]);
});

test('what bash 3.2 has is not refused, nor what is only said', () => {
  const lines = [
    'local -a list',
    'read -r -t 5 line',
    '[[ "$a" =~ $b ]]',
    'a+=("$b")',
    'make >>log 2>&1',
    "echo 'mapfile and ${x^^}'",
    'say # mapfile is not used',
    'echo "${a[0]}" "${a:1:2}" "${a//x/y}" "${!a}"',
    'x && y || z; sleep 1 &',
  ];
  expect(lines.flatMap(newerThanBash32)).toEqual([]);
});
