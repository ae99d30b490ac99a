/**
 * What the libraries under Ink do when they are loaded costs more than drawing the first frame does. Each patch takes one such
 * thing out and changes nothing else; one that no longer fits stops the build.
 */
const PATCHES = [
  {
    // yoga-layout fetches its code from a data: URL, and the first fetch of a process loads all of undici. Without fetch it decodes it.
    file: /yoga-wasm-base64-esm\.js$/,
    from: 'typeof fetch',
    to: '"undefined"',
  },
  {
    // V8 takes milliseconds to build the set of all emoji. Every emoji holds one of the characters asked for here first
    // (https://unicode.org/reports/tr51/#def_rgi_set), and nothing that the wizard draws by itself does.
    file: /string-width\/index\.js$/,
    from: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    to: `let emoji;
const rgiEmojiRegex = {
  test: (text) =>
    /[\\p{Extended_Pictographic}\\p{Emoji_Presentation}\\p{Regional_Indicator}\\u20E3]/u.test(text) &&
    (emoji ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v')).test(text),
};`,
  },
];

/** Importing `node:process` reads every property of it, and so opens stdin and asks what it is. The global is the same object. */
const GLOBAL_PROCESS = '\0process';
/** commander can run subcommands as programs of their own, which ours are not. */
const LATER_CHILD_PROCESS = '\0child-process';

const MODULES = {
  [GLOBAL_PROCESS]: `const process = globalThis.process;
export default process;
export const { cwd, env, execArgv, execPath, hrtime, platform } = process;`,
  [LATER_CHILD_PROCESS]:
    "export default { spawn: (...args) => process.getBuiltinModule('node:child_process').spawn(...args) };",
};

export const bundlePatches = {
  name: 'bundle-patches',
  resolveId(source, importer) {
    if (source === 'node:process') return GLOBAL_PROCESS;
    if (source === 'node:child_process' && /commander\/lib\/command\.js$/.test(importer)) return LATER_CHILD_PROCESS;
    return null;
  },
  load: (id) => MODULES[id] ?? null,
  transform(code, id) {
    const patch = PATCHES.find(({ file }) => file.test(id));
    if (!patch) return null;
    if (!code.includes(patch.from)) throw new Error(`${id} has changed: look at bundle-patches.js again`);
    return { code: code.replaceAll(patch.from, () => patch.to) };
  },
};
