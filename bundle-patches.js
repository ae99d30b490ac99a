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

export const bundlePatches = {
  name: 'bundle-patches',
  transform(code, id) {
    const patch = PATCHES.find(({ file }) => file.test(id));
    if (!patch) return null;
    if (!code.includes(patch.from)) throw new Error(`${id} has changed: look at bundle-patches.js again`);
    return { code: code.replaceAll(patch.from, () => patch.to) };
  },
};
