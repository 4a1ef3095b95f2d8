import type { Readable, Writable } from 'node:stream';

/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal in columns; 80 when there is none. */
  readonly columns: number;
}

/** The standard input and output as streams of bytes. */
export interface Stdio {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a command needs from the process it runs in. */
export interface Shell {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  readonly err: Output;
  /** Opened by the first call; an open input keeps the process alive. */
  stdio(): Stdio;
  /** From now on the end of the process waits a moment for readers of its output, and no longer. */
  hurry(): void;
  /** Real time in milliseconds from an arbitrary origin, for figures shown to people. */
  nowMs(): number;
  /** Calls once after real time has passed, unless cancelled. Never keeps the process alive. */
  later(delayMs: number, action: () => void): () => void;
}
