/**
 * What has been worked out before, by all that went into it. Only for results
 * that nothing else decides: then nobody can tell whether it was remembered.
 */
export class Remembered<Result> {
  private readonly results = new Map<string, Result>();
  private readonly entriesMax: number;

  /** @param entriesMax the one that was worked out first goes first */
  constructor(entriesMax: number) {
    this.entriesMax = entriesMax;
  }

  /** @param work not called again for the same key while the result is known */
  recall(key: string, work: () => Result): Result {
    const known = this.results.get(key);
    if (known !== undefined) return known;
    const result = work();
    if (result === undefined) return result;
    if (this.results.size >= this.entriesMax) {
      const [oldest = key] = this.results.keys();
      this.results.delete(oldest);
    }
    this.results.set(key, result);
    return result;
  }
}
