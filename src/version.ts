import manifest from '../package.json' with { type: 'json' };

/** The program's version. */
export const VERSION: string = manifest.version;

/** What a profile says wrote it. */
export const WRITER = `aks-setup ${VERSION}`;
