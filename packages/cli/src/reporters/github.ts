import { explain } from './explain.ts';
import type { Reporter } from './reporter.ts';

/** Workflow commands: each failure becomes an annotation at its file and line. */
export function githubReporter(write: (text: string) => void): Reporter {
  return {
    finished: (outcome) => {
      const explanation = explain(outcome);
      if (explanation === undefined) return;
      const { headline, details, replay } = explanation;
      const title = `${outcome.verdict}: ${outcome.result.name}`;
      const level = ['departed', 'skipped'].includes(outcome.verdict) ? 'notice' : 'error';
      write(annotation(level, explanation, title, [headline, ...details, replay].join('\n')));
    },
    end: ({ problems }) => {
      for (const problem of problems) {
        write(annotation('error', problem, problem.code, `${problem.what}\n${problem.fix}`));
      }
    },
  };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

function annotation(
  level: 'error' | 'notice',
  { file, line, column }: Place,
  title: string,
  message: string,
): string {
  const position = line > 0 ? [`line=${line}`, `col=${column}`] : [];
  const properties = [
    ...(file === '' ? [] : [`file=${escapeProperty(file)}`]),
    ...position,
    `title=${escapeProperty(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
