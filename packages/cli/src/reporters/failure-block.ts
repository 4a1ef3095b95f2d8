import type { Failure } from '@w800/scenario';
import type { Outcome } from '../outcome.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { explain } from './explain.ts';

/**
 * What a person needs to see about a run that went wrong, as indented lines;
 * none for one that passed or was interrupted.
 */
export function failureBlock(outcome: Outcome, paint: Paint): readonly string[] {
  const explanation = explain(outcome);
  const isTold = !['interrupted', 'departed', 'skipped'].includes(outcome.verdict);
  if (explanation === undefined || !isTold) return [];
  const { file, line, column, headline, details, replay } = explanation;
  const failure = outcome.result.failure ?? outcome.again?.failure;
  const isStep = outcome.verdict === 'failed' && failure !== undefined;
  const body = isStep
    ? [printable(headline), ...details.map(printable), ...stepLines(failure, paint)]
    : [printable(headline), ...details.map(printable)];
  return [
    paint('cyan', `${printable(file)}:${line}:${column}`),
    ...body,
    `${paint('dim', 'replay   ')} ${replay}`,
  ].map((text) => `    ${text}`);
}

function stepLines(failure: Failure, paint: Paint): readonly string[] {
  const label = (text: string) => paint('dim', text.padEnd(9));
  const got = failure.got.length === 0 ? ['nothing'] : failure.got.map(printable);
  return [
    `${label('step')} ${printable(failure.step)}`,
    `${label('expected')} ${paint('green', printable(failure.expected))}`,
    ...got.map((text, index) => `${label(index === 0 ? 'got' : '')} ${paint('red', text)}`),
    ...failure.transcript.map(({ at, direction, text }, index) => {
      const when = `${virtualSeconds(at).padStart(13)} s  ${direction.padEnd(6)}`;
      return `${label(index === 0 ? 'last' : '')} ${paint('dim', when)}  ${printable(text)}`;
    }),
  ];
}

/** Seconds with six decimals, so that the points of a column stand in line. */
function virtualSeconds(nanoseconds: number): string {
  const microseconds = Math.floor(nanoseconds / 1000);
  const fraction = String(microseconds % 1_000_000).padStart(6, '0');
  return `${Math.floor(microseconds / 1_000_000)}.${fraction}`;
}
