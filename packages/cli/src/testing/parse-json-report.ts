/** As much of the JSON report as tests look at. */
export interface JsonReport {
  readonly summary: Readonly<Record<string, number>>;
  readonly problems: readonly unknown[];
  readonly runs: readonly {
    readonly name: string;
    readonly dialect: string;
    readonly verdict: string;
    readonly seed: number;
    readonly failure: unknown;
  }[];
}

export function parseJsonReport(text: string): JsonReport {
  return JSON.parse(text) as JsonReport;
}
