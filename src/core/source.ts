/** Where a fact about Azure was read, and on which day (ISO date). Shown by `explain`, in the wizard and in the report. */
export interface Source {
  readonly title: string;
  readonly url: string;
  readonly read: string;
}
