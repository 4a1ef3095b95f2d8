import { formatSeconds, type Instant } from './time.ts';
import type { TraceRecord } from './trace.ts';

/** What is known at the moment an assertion fails. */
export interface BugContext {
  readonly seed: number;
  readonly at: Instant;
  /** The last records, oldest first. */
  readonly records: readonly TraceRecord[];
  /** The command that shows the failure again, if the run has one. */
  readonly replay: string | undefined;
}

/**
 * Our own fault: an assertion of the twin failed. Never thrown for what a
 * user typed or for what the module answers.
 */
export class TwinBug extends Error {
  readonly context: BugContext;

  constructor(claim: string, context: BugContext) {
    super(describe(claim, context));
    this.name = 'TwinBug';
    this.context = context;
  }
}

function describe(claim: string, context: BugContext): string {
  const lines = [
    `assertion failed: ${claim}`,
    `  seed ${context.seed}, virtual time ${formatSeconds(context.at)}`,
  ];
  if (context.records.length > 0) lines.push('  last records:');
  for (const record of context.records) {
    lines.push(`    ${formatSeconds(record.at)} ${record.kind} ${brief(record)}`);
  }
  if (context.replay !== undefined) lines.push(`  replay: ${context.replay}`);
  return lines.join('\n');
}

/** Of bytes only how many there were: what they carry may be a secret. */
function brief(record: TraceRecord): string {
  const text = JSON.stringify(record.data, (_name, value: unknown) =>
    value instanceof Uint8Array ? `${value.length} bytes` : value,
  );
  return text.length > 160 ? `${text.slice(0, 160)}...` : text;
}
