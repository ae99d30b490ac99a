/** Ids with a space between them, one or two sentences about them, and what to read instead, with a comma between. */
export type Row = readonly [ids: string, why: string, see?: string];
