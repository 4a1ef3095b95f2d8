import type { Instant, Kernel, TraceKind } from '@w800/kernel';
import { latin1 } from '../show-bytes.ts';

/** How a command line was answered. */
export interface CommandAnswer {
  readonly line: string;
  /** `ok`, `error`, ..., or the text of a last line of its own. */
  readonly ending: string;
  readonly tookNs: number;
}

/** A word of the module about a connection that is over. */
export interface Closing {
  readonly text: string;
  /** How many command lines there were until then. */
  readonly lines: number;
}

// The kinds are named by their declarations in the packages of the module.
const lineKind: TraceKind<{ line: string }> = { name: 'at.line', summary: '' };
const busyKind: TraceKind<{ line: string }> = { name: 'at.busy', summary: '' };
const replyKind: TraceKind<{ ending: string; text: string | undefined }> = {
  name: 'at.reply',
  summary: '',
};
const urcKind: TraceKind<{ text: Uint8Array }> = { name: 'at.urc', summary: '' };
const powerKind: TraceKind<{ event: string }> = { name: 'module.power', summary: '' };

const closingTexts = ['+MQTTDISCONNECTED:', 'WIFI DISCONNECT'];

/** Follows which command is under way, how each was answered, and what was closed. */
export class CommandWatch {
  readonly answers: CommandAnswer[] = [];
  readonly closings: Closing[] = [];
  /** How many command lines there were. */
  lines = 0;
  /** The line under way and when it was complete. */
  running: { readonly line: string; readonly at: Instant } | undefined;
  /** The module takes no commands: it is off, it is starting, or it could not start. */
  isDown = false;
  /** The module found too little memory to start. */
  hasFailedToStart = false;

  constructor(kernel: Kernel) {
    const { trace } = kernel;
    let before: CommandWatch['running'];
    trace.on(lineKind, ({ at, data }) => {
      before = this.running;
      this.lines += 1;
      this.running = { line: data.line, at };
    });
    // A line that came too early was none, and the one before it is still under way.
    trace.on(busyKind, () => {
      this.lines -= 1;
      this.running = before;
    });
    trace.on(replyKind, ({ at, data: { ending, text } }) => this.answer(at, text ?? ending));
    trace.on(urcKind, ({ data }) => {
      const text = latin1(data.text);
      const isClosing = closingTexts.some((known) => text.startsWith(known));
      if (isClosing) this.closings.push({ text, lines: this.lines });
    });
    trace.on(powerKind, ({ data: { event } }) => {
      this.running = undefined;
      this.isDown = event !== 'ready';
      if (event === 'failed') this.hasFailedToStart = true;
    });
  }

  /** The name of the command under way; empty between commands. */
  get command(): string {
    return commandOf(this.running?.line ?? '');
  }

  private answer(at: Instant, ending: string): void {
    const { running } = this;
    if (running === undefined) return;
    this.running = undefined;
    this.answers.push({ line: running.line, ending, tookNs: at - running.at });
  }
}

/** `AT+MQTTCONN` of a command line. */
export function commandOf(line: string): string {
  return /^[^=?]*/.exec(line)?.[0] ?? '';
}
