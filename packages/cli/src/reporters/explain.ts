import { grouped } from '../counted.ts';
import type { Outcome } from '../outcome.ts';
import { replayLine } from '../replay-line.ts';

/** Where an outcome that is not `passed` came about, and why, in plain text. */
export interface Explanation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** One line. */
  readonly headline: string;
  readonly details: readonly string[];
  /** The command that shows it again. */
  readonly replay: string;
}

/** Undefined for an outcome that passed. */
export function explain({ verdict, result, again, growth }: Outcome): Explanation | undefined {
  if (verdict === 'passed') return undefined;
  if (verdict === 'skipped') return skippedWhole(result);
  const { file, name, seed } = result;
  const replay = replayLine(result);
  if (verdict === 'unstable') {
    return {
      file,
      line: 1,
      column: 1,
      headline: `two runs with seed ${seed} differ`,
      details: [`first run   ${tell(result)}`, `second run  ${again ? tell(again) : ''}`],
      replay: `${replay} --check-determinism`,
    };
  }
  if (growth !== undefined) {
    const { wasBytes, isBytes, allowedBytes } = growth;
    const headline =
      `the peak of the heap has grown: it was ${grouped(wasBytes)} bytes, ` +
      `is ${grouped(isBytes)}, and ${grouped(allowedBytes)} are allowed`;
    return { file, line: 1, column: 1, headline, details: [], replay: `${replay} --heap` };
  }
  const failure = result.failure ?? again?.failure;
  if (failure === undefined) {
    return { file, line: 1, column: 1, headline: `${verdict}: ${name}`, details: [], replay };
  }
  const { line, column } = failure;
  // The place has a field of its own; in front of the message it would be read twice.
  const place = `${failure.file}:${line}:${column}: `;
  const { message } = failure;
  const bare = message.startsWith(place) ? message.slice(place.length) : message;
  const [headline = '', ...details] = bare.trimEnd().split('\n');
  return { file: failure.file, line, column, headline, details, replay: failure.replay || replay };
}

/** It is no failure, and there is nothing to see again. */
function skippedWhole(result: Outcome['result']): Explanation {
  const headline = `skipped: ${result.target?.reason ?? ''}`;
  return {
    file: result.file,
    line: 1,
    column: 1,
    headline,
    details: [],
    replay: replayLine(result),
  };
}

function tell(run: Outcome['result']): string {
  return `${run.verdict}, ${run.virtualNs} ns, digest ${run.digest}`;
}
