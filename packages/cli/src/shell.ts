/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal in columns; 80 when there is none. */
  readonly columns: number;
}

/** What a command needs from the process it runs in. */
export interface Shell {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  readonly err: Output;
  /** Real time in milliseconds from an arbitrary origin, for figures shown to people. */
  nowMs(): number;
  /** Calls once after real time has passed, unless cancelled. Never keeps the process alive. */
  later(delayMs: number, action: () => void): () => void;
}
