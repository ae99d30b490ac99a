/** What bash learned after 3.2, the version that macOS has, with the version that has it. https://tiswww.case.edu/php/chet/bash/CHANGES */
const NEWER: readonly (readonly [since: string, what: string, pattern: RegExp])[] = [
  ['4.0', 'associative array', /\b(?:declare|typeset|local|readonly)\s+-[a-zA-Z]*A/],
  ['4.0', 'mapfile', /(?<![\w-])(?:mapfile|readarray)(?![\w-])/],
  ['4.0', 'change of case', /\$\{!?\w+(?:\[[^\]]*\])?[\^,]/],
  ['4.0', '|&', /\|&/],
  ['4.0', '&>>', /&>>/],
  ['4.0', 'coproc', /(?<![\w-])coproc(?![\w-])/],
  ['4.0', ';& or ;;& in case', /;;?&/],
  ['4.0', 'declare -l or -u', /\b(?:declare|typeset|local|readonly)\s+-[a-zA-Z]*[lu]/],
  ['4.0', 'BASHPID', /\bBASHPID\b/],
  ['4.0', 'case with ) alone in $(...)', /\$\(\s*case\b[^()]*\)/],
  ['4.0', 'globstar', /\bshopt\s+-s\b.*\b(?:globstar|autocd|dirspell|checkjobs)\b/],
  ['4.0', 'step in a brace sequence', /\{-?\w+\.\.-?\w+\.\.-?\w+\}/],
  ['4.0', 'read with a time in fractions, or -i or -N', /\bread\s+(?:-\w+\s+)*-(?:[a-zA-Z]*[iN]|t\s*\d*\.\d)/],
  ['4.1', 'file descriptor in a variable', /(?<=^|[\s;(])\{[A-Za-z_]\w*\}[<>]/m],
  ['4.1', 'printf -v of an element', /\bprintf\s+-v\s+["']?\w+\[/],
  ['4.1', 'BASH_XTRACEFD', /\bBASH_XTRACEFD\b/],
  ['4.2', 'test -v', /(?:\[\[?|\btest)\s+(?:!\s+)?-v\s/],
  ['4.2', 'declare -g', /\b(?:declare|typeset)\s+-[a-zA-Z]*g/],
  ['4.2', 'negative length', /\$\{\w+:[^}:]*:\s*-/],
  ['4.2', 'lastpipe', /\blastpipe\b/],
  ['4.2', 'printf of a time', /%(?:-?\d*)\([^)]*\)T/],
  ['4.2', '\\u or \\U in a text', /(?:\$'|printf[^\n]*)[^'\n]*\\[uU][0-9a-fA-F]/],
  ['4.3', 'name reference', /\b(?:declare|typeset|local|readonly)\s+-[a-zA-Z]*n/],
  ['4.3', 'negative subscript', /\$\{\w+\[-\d+\]|\b\w+\[-\d+\]=/],
  ['4.3', 'wait -n', /\bwait\s+-n\b/],
  ['4.3', 'test -R', /(?:\[\[?|\btest)\s+(?:!\s+)?-R\s/],
  ['4.4', 'expansion operator', /\$\{[\w@*]+(?:\[[^\]]*\])?@[QEPAaUuLKk]\}/],
  ['4.4', 'local -', /\blocal\s+-(?=\s|;|$)/m],
  ['4.4', 'inherit_errexit', /\binherit_errexit\b/],
  ['5.0', 'EPOCHSECONDS', /\bEPOCH(?:SECONDS|REALTIME)\b/],
  ['5.0', 'wait -f or -p', /\bwait\s+-[fp]\b/],
  ['5.1', 'SRANDOM', /\bSRANDOM\b/],
  ['5.2', 'varredir_close', /\b(?:varredir_close|patsub_replacement)\b/],
  ['5.3', 'command substitution in this shell', /\$\{[\s|]/],
];

/** Where, before 4.4, `set -u` takes an array without entries for one that was never set. */
const BARE_ARRAY = /(?<!\+"?)\$\{(\w+)\[[@*]\](?!:?\+)/g;

/** Lines without comments and without what stands in single quotes. */
const codeOf = (script: string): readonly string[] =>
  script
    .replace(/'[^']*'/g, (quoted) => `''${'\n'.repeat(quoted.split('\n').length - 1)}`)
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '$1'));

/** Arrays that are given entries where they are made (`NAME=(` and something), or that are looked into before: `${#NAME[@]}`. */
function safeArrays(script: string): ReadonlySet<string> {
  return new Set(
    [...script.matchAll(/\b(\w+)=\(\s*[^\s)]|\$\{#(\w+)\[@\]\}/g)].map(([, made, counted]) => made ?? counted ?? ''),
  );
}

/** What in a script bash 3.2 does not have: `<line>: <what>, since <version>`. It reads text, so it may be wrong in what it refuses. */
export function newerThanBash32(script: string): readonly string[] {
  const safe = safeArrays(script);
  return codeOf(script).flatMap((line, i) => [
    ...NEWER.filter(([, , pattern]) => pattern.test(line)).map(([since, what]) => `${i + 1}: ${what}, since ${since}`),
    ...[...line.matchAll(BARE_ARRAY)]
      .filter(([, name = '']) => !safe.has(name))
      .map(([, name]) => `${i + 1}: \${${name}[@]} may be empty, which set -u refuses before 4.4`),
  ]);
}
