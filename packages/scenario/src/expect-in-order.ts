import { showDuration } from './fields/duration.ts';
import type { Expectation } from './fields/expectation.ts';
import type { HostDriver } from './host-driver.ts';
import { matcherOf, type Match, type Matcher } from './matcher.ts';
import type { OutputLine } from './module-output.ts';
import { StepFailure } from './step-failure.ts';

/** That a final code is due while these expectations are waited for. */
export interface Outcome {
  /** Which lines are final codes here. */
  readonly codes: readonly string[];
  /** Codes that came before this instant answer something else. */
  readonly notBefore: number;
  /** The code that must come when no expectation names one. */
  readonly implied: string | undefined;
}

/**
 * Waits for several things in this order. With an outcome due, another final
 * code than the one named fails at once instead of waiting out the time.
 * @throws StepFailure
 */
export async function expectInOrder(
  host: HostDriver,
  expectations: readonly Expectation[],
  withinNs: number,
  outcome?: Outcome,
): Promise<void> {
  const reader = new OrderedReader(host, expectations, withinNs, outcome);
  for (let index = 0; index < expectations.length; index += 1) {
    const matcher = matcherOf(expectations[index] as Expectation, host.variables);
    reader.take(await reader.find(matcher), matcher, index);
  }
  const implied = reader.impliedCode;
  // The code nobody named, if one is due still.
  if (implied !== undefined) reader.take(await reader.find(implied), implied, Infinity);
}

const noCodes: readonly string[] = [];

class OrderedReader {
  private readonly host: HostDriver;
  private readonly withinNs: number;
  private readonly startedAt: number;
  private readonly startedFrom: number;
  private readonly outcome: Outcome | undefined;
  /** Place in the list of the expectation that names the final code; -1: none does. */
  private readonly namedIndex: number;
  private readonly named: Matcher | undefined;
  private decided: boolean;

  constructor(
    host: HostDriver,
    expectations: readonly Expectation[],
    withinNs: number,
    outcome: Outcome | undefined,
  ) {
    this.host = host;
    this.withinNs = withinNs;
    this.startedAt = host.bench.kernel.now;
    this.startedFrom = host.cursor;
    this.outcome = outcome;
    this.decided = outcome === undefined;
    const matchers = expectations.map((expected) => matcherOf(expected, host.variables));
    this.namedIndex = matchers.findIndex((matcher) =>
      outcome?.codes.some((code) => matcher.accepts(code)),
    );
    this.named = matchers[this.namedIndex];
  }

  /** The code that is due still although nobody named it. */
  get impliedCode(): Matcher | undefined {
    const implied = this.outcome?.implied;
    if (this.decided || implied === undefined || this.namedIndex >= 0) return undefined;
    return matcherOf(implied, this.host.variables);
  }

  /** Lets time pass until there is a match. */
  find(matcher: Matcher): Promise<Match | undefined> {
    const { host } = this;
    let from = host.cursor;
    let codesFrom = host.cursor;
    return host.untilOutput(this.remainingNs(), () => {
      const found = this.findFresh(matcher, from);
      this.passCodes(codesFrom, found?.start ?? host.output.length, matcher);
      codesFrom = host.output.openLineStart;
      from = matcher.resume(host.output, from);
      return found;
    });
  }

  /** Goes on behind the match; without one it has taken too long. */
  take(match: Match | undefined, matcher: Matcher, index: number): void {
    const { host } = this;
    if (match === undefined) throw this.tooLate(matcher.description);
    if (this.codesIn(match.start, match.end).length > 0 || index === this.namedIndex) {
      this.decided = true;
    }
    if (match.captures.size > 0) {
      for (const [name, value] of match.captures) host.variables.set(name, value);
    }
    host.cursor = match.end;
  }

  /** A final code from before the outcome was due answers something else. */
  private findFresh(matcher: Matcher, from: number): Match | undefined {
    const { output } = this.host;
    let found = matcher.find(output, from);
    while (found !== undefined && this.isStale(found)) found = matcher.find(output, found.end);
    return found;
  }

  private isStale(match: Match): boolean {
    const { outcome } = this;
    if (outcome === undefined || this.decided) return false;
    const line = this.host.output.lines[this.host.output.lineIndexAfter(match.start)];
    if (line === undefined || line.next !== match.end || line.at >= outcome.notBefore) return false;
    return this.codeOf(line) !== undefined;
  }

  /** Looks at the final codes that are being passed over on the way to a match. */
  private passCodes(from: number, to: number, wanted: Matcher): void {
    if (this.decided) return;
    for (const code of this.codesIn(from, to)) {
      if (this.named === undefined && code === this.outcome?.implied) {
        this.decided = true;
        return;
      }
      if (this.named === undefined && this.outcome?.implied === undefined && code === 'OK')
        continue;
      throw this.wrongCode(code, wanted);
    }
  }

  private codesIn(from: number, to: number): readonly string[] {
    const { outcome, host } = this;
    if (outcome === undefined) return noCodes;
    let found = noCodes;
    const { lines } = host.output;
    for (let index = host.output.lineIndexAfter(from); index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || line.start >= to) break;
      if (line.start < from || line.at < outcome.notBefore) continue;
      const code = this.codeOf(line);
      if (code !== undefined) found = [...found, code];
    }
    return found;
  }

  /** The final code that a line is. */
  private codeOf(line: OutputLine): string | undefined {
    const { output } = this.host;
    return this.outcome?.codes.find((code) => output.says(code, line.start, line.end));
  }

  private wrongCode(code: string, wanted: Matcher): StepFailure {
    const early = this.named?.accepts(code) === true;
    const message = early
      ? `"${code}" came before ${wanted.description}`
      : `the module answered "${code}" where ${wanted.description} was expected`;
    return new StepFailure(message, wanted.description, this.host.got(this.startedFrom));
  }

  private tooLate(description: string): StepFailure {
    const message = `${description} did not come within ${showDuration(this.withinNs)}`;
    return new StepFailure(message, description, this.host.got(this.startedFrom));
  }

  private remainingNs(): number {
    return Math.max(0, this.startedAt + this.withinNs - this.host.bench.kernel.now);
  }
}
