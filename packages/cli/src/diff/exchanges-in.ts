import type { RecordedLine } from '../recording/run-recording.ts';

/** Something the host typed, and what the module said until the host typed again. */
export interface Exchange {
  /** Line of the step in the scenario. */
  readonly line: number;
  /** Which one of its step it is, from 0. */
  readonly turn: number;
  /** One character a byte. */
  readonly typed: string;
  readonly said: string;
  /**
   * From the first byte typed until the answer was complete: its final code,
   * or all that was said where there is none. Absent: nothing was said.
   */
  readonly latencyNs?: number;
}

interface Open {
  readonly line: number;
  readonly turn: number;
  readonly typed: string;
  readonly startedAt: number;
  said: string;
  lastAt: number | undefined;
  codeAt: number | undefined;
}

/**
 * Cuts a transcript into exchanges. What a module says before the first one is
 * left out: how it is switched on is not the same everywhere.
 * @param codes what ends an answer; each is a line of its own
 * @param cut the step from which on the other side has nothing; what is said there answers
 *   nothing that was typed before
 */
export function exchangesIn(
  lines: readonly RecordedLine[],
  codes: readonly string[],
  cut?: number,
): readonly Exchange[] {
  const found: Open[] = [];
  let step = 0;
  let turn = 0;
  let open: Open | undefined;
  for (const line of lines) {
    if ('step' in line) {
      step = line.step;
      turn = found.filter((one) => one.line === step).length;
      if (step === cut) open = undefined;
    } else if ('from' in line && line.from === 'host') {
      const { at, text } = line;
      const fresh = { said: '', lastAt: undefined, codeAt: undefined };
      open = { line: step, turn, typed: text, startedAt: at, ...fresh };
      found.push(open);
      turn += 1;
    } else if ('from' in line) {
      if (open !== undefined) hear(open, line.text, line.at, codes);
    }
  }
  return found.map(({ startedAt, lastAt, codeAt, ...rest }) => {
    const { line, turn: ordinal, typed, said } = rest;
    const endedAt = codeAt ?? lastAt;
    const exchange = { line, turn: ordinal, typed, said };
    return endedAt === undefined ? exchange : { ...exchange, latencyNs: endedAt - startedAt };
  });
}

function hear(open: Open, text: string, at: number, codes: readonly string[]): void {
  open.said += text;
  open.lastAt = at;
  if (open.codeAt !== undefined) return;
  // The last piece is a line that is not complete.
  const complete = open.said.split('\r\n').slice(0, -1);
  if (complete.some((one) => codes.includes(one))) open.codeAt = at;
}
