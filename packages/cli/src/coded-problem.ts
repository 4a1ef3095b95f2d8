import { UsageError } from './usage-error.ts';

/** What a coded error of a model or an adapter says, as wrong usage; any other error as it is. */
export function codedProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('fix' in error)) return error;
  const { code, fix, message } = error;
  if (typeof code !== 'string' || typeof fix !== 'string') return error;
  const tail = ` (${fix})`;
  const what = message.endsWith(tail) ? message.slice(0, -tail.length) : message;
  return new UsageError([{ code, file: '', line: 0, column: 0, what, fix: sentence(fix) }]);
}

function sentence(text: string): string {
  const [first = ''] = text;
  return `${first.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
