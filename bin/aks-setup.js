#!/usr/bin/env node
// Plain JavaScript without imports: an old Node must end with one sentence, not with a syntax error in a dependency.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 15)) {
  process.stderr.write(
    `aks-setup needs Node 22.15 or newer; this is ${process.version}.\n` +
      '  In a clone, `npm ci` brings one: run `npm start`, or `npx node bin/aks-setup.js`.\n',
  );
  process.exitCode = 2;
} else {
  // chalk, which Ink draws with, reads FORCE_COLOR and not NO_COLOR (https://no-color.org).
  if (process.env.NO_COLOR) process.env.FORCE_COLOR = '0';
  // What V8 made of the bundle is kept for the next start, where this user may write beside it; elsewhere nothing happens.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(`${import.meta.dirname}/../node_modules/.cache/aks-setup`);
  const { run } = await import('../dist/cli.js');
  await run(process.argv.slice(2));
}
