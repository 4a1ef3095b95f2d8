import type { Duration, Kernel } from '@w800/kernel';
import type { ByteStream, CloseReason } from '@w800/ports';
import type { AlertName } from '../record/alert.ts';
import type { ContentType } from '../record/content-type.ts';
import type { Opener, Sealer } from '../record/sealer.ts';
import { RecordReader } from '../record/record-reader.ts';
import { RecordWriter } from '../record/record-writer.ts';
import { WireInbox } from './wire-inbox.ts';
import { WireOutbox } from './wire-outbox.ts';

/** What a link tells whoever uses it now: first the handshake, then the stream. */
export interface LinkUser {
  /** A whole record, opened. The payload is not altered afterwards. */
  record(type: ContentType, payload: Uint8Array): void;
  /** What came is no record, or not one of the peer's. Nothing follows but `closed`. */
  fault(alert: AlertName, what: string): void;
  /** The peer has finished sending (FIN). */
  finished(): void;
  /** That much of the user's data was acknowledged. */
  acknowledged(byteCount: number): void;
  /** The stream below is over. */
  closed(reason: CloseReason): void;
}

export interface LinkOptions {
  readonly kernel: Kernel;
  readonly stream: ByteStream;
  /** The most a record may carry, either way. */
  readonly outPayloadBytes: number;
  readonly inPayloadBytes: number;
  readonly pollNs: Duration;
}

/** Records over a byte stream. */
export class TlsLink {
  readonly stream: ByteStream;
  private readonly options: LinkOptions;
  private readonly inbox = new WireInbox();
  private readonly outbox: WireOutbox;
  private readonly reader: RecordReader;
  private readonly writer: RecordWriter;
  private user: LinkUser | undefined;
  /** `leaving`: finished without a user; `over`: the stream is gone. */
  private state: 'open' | 'leaving' | 'over' = 'open';
  private isHeld = false;
  private isPumping = false;
  private hasFailed = false;
  /** What came behind bytes that are not read yet. */
  private pendingEnd = false;
  private pendingClose: CloseReason | undefined;

  constructor(options: LinkOptions) {
    this.options = options;
    this.stream = options.stream;
    this.outbox = new WireOutbox(options.kernel, options.stream, options.pollNs);
    this.reader = new RecordReader(options.inPayloadBytes);
    this.writer = new RecordWriter(options.outPayloadBytes);
  }

  /** Attaches to the stream below. */
  open(user: LinkUser): void {
    this.user = user;
    this.stream.attach({
      data: (bytes) => this.receive(bytes),
      end: () => this.end(),
      acknowledged: (byteCount) => this.acknowledged(byteCount),
      close: (reason) => this.close(reason),
    });
  }

  /** Someone else uses it from now on. */
  handOver(user: LinkUser): void {
    this.user = user;
  }

  /** Whether records wait for their reader. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    if (!isHeld) this.pump();
  }

  /** A payload as one record or more, written at the next flush. */
  send(type: ContentType, payload: Uint8Array): void {
    if (this.state !== 'open') return;
    for (const record of this.writer.write(type, payload)) this.outbox.add(record, 0);
  }

  flush(): void {
    if (this.state !== 'over') this.outbox.flush();
  }

  /**
   * Sends the user's data, a record at a time.
   * @returns how much of it fitted; the last record may wait here for room
   */
  sendData(bytes: Uint8Array): number {
    if (this.state !== 'open') return 0;
    let taken = 0;
    this.outbox.flush();
    while (taken < bytes.length && this.outbox.isEmpty) {
      const part = bytes.subarray(taken, taken + this.options.outPayloadBytes);
      for (const record of this.writer.write('application_data', part)) {
        this.outbox.add(record, part.length);
      }
      taken += part.length;
      this.outbox.flush();
    }
    return taken;
  }

  /** From the next record on, what leaves is protected. */
  protectOut(sealer: Sealer): void {
    this.writer.protect(sealer);
  }

  /** From the next record on, what comes is protected. */
  protectIn(opener: Opener): void {
    this.reader.protect(opener);
  }

  /** Finishes sending (FIN) behind what was sent. */
  finish(): void {
    if (this.state === 'open') this.outbox.finish();
  }

  /** Finishes sending; what still comes is taken unread. */
  leave(): void {
    if (this.state !== 'open') return;
    this.state = 'leaving';
    this.user = undefined;
    this.outbox.finish();
    const unreadBytes = this.inbox.drop();
    if (unreadBytes > 0 && this.isStreamThere) this.stream.consumed(unreadBytes);
  }

  /** Drops the stream at once. */
  abort(): void {
    if (this.state === 'over') return;
    this.retire();
    this.stream.abort();
  }

  private receive(bytes: Uint8Array): void {
    if (this.state === 'leaving' || this.hasFailed) {
      this.stream.consumed(bytes.length);
      return;
    }
    this.inbox.push(bytes);
    this.pump();
  }

  private end(): void {
    this.pendingEnd = true;
    this.pump();
  }

  private acknowledged(byteCount: number): void {
    const dataBytes = this.outbox.acknowledged(byteCount);
    if (this.state === 'over') return;
    this.outbox.flush();
    if (dataBytes > 0) this.user?.acknowledged(dataBytes);
  }

  private close(reason: CloseReason): void {
    if (this.state === 'over') return;
    if (reason === 'ended') {
      this.pendingClose = reason;
      this.pump();
      return;
    }
    const { user } = this;
    this.retire();
    user?.closed(reason);
  }

  private retire(): void {
    this.state = 'over';
    this.user = undefined;
    this.outbox.stop();
  }

  private get isReading(): boolean {
    return this.state === 'open' && !this.isHeld && !this.hasFailed;
  }

  /** Hands on record after record until the user holds, or there is none. */
  private pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    let usedBytes = 0;
    while (this.isReading) {
      const result = this.reader.next();
      if (result === undefined) {
        const piece = this.inbox.take();
        if (piece === undefined) break;
        usedBytes += piece.length;
        this.reader.add(piece);
      } else if (result.kind === 'fault') {
        this.hasFailed = true;
        usedBytes += this.inbox.drop();
        this.user?.fault(result.alert, result.what);
      } else {
        this.user?.record(result.type, result.payload);
      }
    }
    this.isPumping = false;
    if (usedBytes > 0 && this.isStreamThere) this.stream.consumed(usedBytes);
    this.tellEnd();
  }

  /** Whether the stream below still wants to know what was consumed. */
  private get isStreamThere(): boolean {
    return this.state !== 'over' && this.pendingClose === undefined;
  }

  private tellEnd(): void {
    if (this.state === 'open' && (this.isHeld || !this.inbox.isEmpty)) return;
    if (this.pendingEnd) {
      this.pendingEnd = false;
      this.user?.finished();
    }
    if (this.pendingClose === undefined || this.state === 'over') return;
    const { user, pendingClose } = this;
    this.retire();
    user?.closed(pendingClose);
  }
}
