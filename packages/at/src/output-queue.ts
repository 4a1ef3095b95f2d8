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

/** Where a queue begins to hold up those who print, and whom it tells. */
export interface Backlog {
  readonly messagesMax: number;
  /** True when more wait, false when no more than half of them do. */
  changed(isLong: boolean): void;
}

/**
 * Messages in order, one at a time and each in one piece, so that no line ever
 * appears inside another.
 */
export class OutputQueue {
  private readonly output: AtOutput;
  private readonly backlog: Backlog | undefined;
  /** Messages whose last byte has not been accepted. */
  private waiting = 0;
  private isLong = false;
  /** Handed to the output and not accepted yet. */
  private current: Message | undefined;
  private first: Message | undefined;
  private last: Message | undefined;
  private handingOver = false;

  constructor(output: AtOutput, backlog?: Backlog) {
    this.output = output;
    this.backlog = backlog;
  }

  print(bytes: Uint8Array, printed?: () => void): void {
    const message: Message = { bytes, printed, next: undefined };
    if (this.last === undefined) this.first = message;
    else this.last.next = message;
    this.last = message;
    this.waiting += 1;
    this.handOver();
    this.tellBacklog();
  }

  /** Drops what waits and forgets what is being written. */
  clear(): void {
    this.current = undefined;
    this.first = undefined;
    this.last = undefined;
    this.waiting = 0;
    this.tellBacklog();
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
    this.waiting -= 1;
    message.printed?.();
    if (message !== this.current) return;
    this.current = undefined;
    this.handOver();
    this.tellBacklog();
  }

  private tellBacklog(): void {
    const { backlog, isLong, waiting } = this;
    if (backlog === undefined) return;
    if (isLong ? waiting * 2 > backlog.messagesMax : waiting <= backlog.messagesMax) return;
    this.isLong = !isLong;
    backlog.changed(this.isLong);
  }
}
