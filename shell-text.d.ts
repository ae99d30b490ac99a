import type { Plugin } from 'rolldown';

/** Lets a `.sh` file be imported as its text. */
export declare const shellText: Plugin;
