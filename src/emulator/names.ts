/** The built-in worlds, by name. Apart from the worlds themselves, so that a name can be judged without loading them. */
export const worldNames = ['sample', 'empty', 'denied'] as const;

export type WorldName = (typeof worldNames)[number];
