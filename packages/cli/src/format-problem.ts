import type { Problem } from './engine.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** `file:line:column: what`, and below it how to put it right. */
export function formatProblem(problem: Problem, paint: Paint): string {
  const what = printable(problem.what);
  const fix = problem.fix === '' ? '' : `    ${printable(problem.fix)}\n`;
  const place = paint('red', `${placeOf(problem)}:`);
  return `${place} ${what} ${paint('dim', `[${problem.code}]`)}\n${fix}`;
}

function placeOf({ file, line, column }: Problem): string {
  if (file === '') return 'error';
  return line > 0 ? `${printable(file)}:${line}:${column}` : printable(file);
}
