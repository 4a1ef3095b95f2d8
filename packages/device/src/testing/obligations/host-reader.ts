import { fromBytes, type ByteString } from '@w800/at';

export interface HostEvents {
  /** `OK`, `ERROR`, `CMD PARSE ERR`, `CMD FORMAT ERR`. */
  code(code: string): void;
  /** `OK` and `>`. */
  prompt(): void;
  line(line: ByteString): void;
  message(topic: ByteString, payload: ByteString): void;
}

const messageHead = /^\+MQTTSUBRECV:0,"([^"]*)",(\d+),/;
const headBytesMax = 160;

/** What the module prints, message by message. */
export class HostReader {
  /** Whether the line in the pipe may be an answer with a prompt. */
  expectsPrompt = false;

  private readonly events: HostEvents;
  private unread = '';
  /** After a reset everything up to `ready` may be torn. */
  private torn = true;

  constructor(events: HostEvents) {
    this.events = events;
  }

  reset(): void {
    this.torn = true;
    this.unread = '';
  }

  read(bytes: Uint8Array): void {
    this.unread += fromBytes(bytes);
    if (this.torn) {
      const ready = this.unread.indexOf('ready\r\n');
      if (ready < 0) return;
      this.unread = this.unread.slice(ready);
      this.torn = false;
    }
    while (this.next());
  }

  private next(): boolean {
    if (this.unread.startsWith('\r\n')) return this.code();
    const head = messageHead.exec(this.unread.slice(0, headBytesMax));
    if (head !== null) return this.message(head);
    const end = this.unread.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.unread.slice(0, end);
    // The head of a message that has not come as far as its length.
    if (line.startsWith('+MQTTSUBRECV')) return false;
    this.take(end + 2);
    this.events.line(line);
    return true;
  }

  private code(): boolean {
    const end = this.unread.indexOf('\r\n', 2);
    if (end < 0) return false;
    const code = this.unread.slice(2, end);
    if (code !== 'OK' || !this.expectsPrompt) {
      this.take(end + 2);
      this.events.code(code);
      return true;
    }
    if (this.unread.length < end + 5) return false;
    if (this.unread.slice(end + 2, end + 5) !== '\r\n>') throw new Error('no prompt after OK');
    this.take(end + 5);
    this.events.prompt();
    return true;
  }

  private message([head, topic = '', length]: RegExpExecArray): boolean {
    const end = head.length + Number(length);
    if (this.unread.length < end + 2) return false;
    if (this.unread.slice(end, end + 2) !== '\r\n') throw new Error('a message has no end');
    const payload = this.unread.slice(head.length, end);
    this.take(end + 2);
    this.events.message(topic, payload);
    return true;
  }

  private take(count: number): void {
    this.unread = this.unread.slice(count);
  }
}
