import { heapLines } from '../heap/heap-lines.ts';
import type { Outcome } from '../outcome.ts';
import { printable } from '../printable.ts';
import { skippedLines } from '../skipped-lines.ts';
import { explain } from './explain.ts';
import type { Reporter } from './reporter.ts';

/** TAP version 14, line by line as runs are judged. */
export function tapReporter(write: (text: string) => void): Reporter {
  let number = 0;
  let isHeapAsked = false;
  return {
    begin: ({ runs, heap = false }) => {
      isHeapAsked = heap;
      write(`TAP version 14\n1..${runs}\n`);
    },
    finished: (outcome) => {
      number += 1;
      const heap = heapLines(outcome.result, isHeapAsked).map((line) => `# ${line}\n`);
      write(testPoint(number, outcome) + heap.join(''));
    },
    end: ({ problems, summary }) => {
      if (problems.length > 0) {
        write(`TAP version 14\nBail out! ${problems.length} problems, nothing was run\n`);
      } else if (summary.notRun > 0) {
        write(`Bail out! Interrupted, ${summary.notRun} not run\n`);
      }
    },
  };
}

function testPoint(number: number, outcome: Outcome): string {
  const { result, verdict } = outcome;
  const inOther = outcome.reference === undefined ? '' : ` in ${result.dialect}`;
  // A departure is a result: its point is in order, and the diagnostics tell the story.
  const status = ['passed', 'departed', 'skipped'].includes(verdict) ? 'ok' : 'not ok';
  const description = printable(`${result.name} (${result.file}) seed ${result.seed}${inOther}`);
  const head = `${status} ${number} - ${description.replace(/[\\#]/g, '\\$&')}\n`;
  const skipped = skippedLines(result);
  if (verdict === 'skipped') return head.replace(/\n$/, ` # SKIP ${result.target?.reason ?? ''}\n`);
  const explanation = explain(outcome);
  if (explanation === undefined) {
    return head + skipped.map((text) => `# ${text}\n`).join('');
  }
  const { file, line, column, headline, details, replay } = explanation;
  const fields = {
    verdict,
    message: [headline, ...details].join('\n'),
    at: `${file}:${line}:${column}`,
    replay,
    virtualNs: result.virtualNs,
  };
  // Every JSON string is a YAML string too, which saves a second escape.
  const yaml = Object.entries(fields).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
  return `${head}  ---\n${yaml.join('\n')}\n  ...\n`;
}
