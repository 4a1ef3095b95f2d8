/** Where the port's bytes go: the module's end of the serial line. */
export interface AtOutput {
  /**
   * Called with the next message only after the one before was accepted, or
   * forgotten because the port was stopped. `accepted` may be called at once.
   */
  write(bytes: Uint8Array, accepted: () => void): void;
}

interface Message {
  readonly bytes: Uint8Array;
  readonly printed: (() => void) | undefined;
  next: Message | undefined;
}

/**
 * Messages in order, one at a time and each in one piece, so that no line ever
 * appears inside another.
 */
export class OutputQueue {
  private readonly output: AtOutput;
  /** Handed to the output and not accepted yet. */
  private current: Message | undefined;
  private first: Message | undefined;
  private last: Message | undefined;
  private handingOver = false;

  constructor(output: AtOutput) {
    this.output = output;
  }

  print(bytes: Uint8Array, printed?: () => void): void {
    const message: Message = { bytes, printed, next: undefined };
    if (this.last === undefined) this.first = message;
    else this.last.next = message;
    this.last = message;
    this.handOver();
  }

  /** Drops what waits and forgets what is being written. */
  clear(): void {
    this.current = undefined;
    this.first = undefined;
    this.last = undefined;
  }

  /** A loop: an output that accepts at once would otherwise recurse once a message. */
  private handOver(): void {
    if (this.handingOver) return;
    this.handingOver = true;
    while (this.current === undefined && this.first !== undefined) {
      const message = this.first;
      this.first = message.next;
      if (this.first === undefined) this.last = undefined;
      this.current = message;
      this.output.write(message.bytes, () => this.accepted(message));
    }
    this.handingOver = false;
  }

  private accepted(message: Message): void {
    // One that was forgotten meanwhile is nobody's business any more.
    if (message !== this.current) return;
    message.printed?.();
    if (message !== this.current) return;
    this.current = undefined;
    this.handOver();
  }
}
