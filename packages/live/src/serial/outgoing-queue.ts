import { joinBytes } from './join-bytes.ts';

interface Piece {
  readonly bytes: Uint8Array;
  /** Came from the module; may be dropped or purged. */
  readonly isData: boolean;
}

export interface OutgoingQueueOptions {
  /** Sends bytes and calls back when they have left or are lost. One call at a time. */
  readonly send: (bytes: Uint8Array, sent: () => void) => void;
  /** Told when everything has left, if bytes had been dropped before. */
  readonly recovered?: (droppedBytes: number) => void;
  /** Default 1 MiB. */
  readonly limitBytes?: number;
}

const limitDefault = 1024 * 1024;
const sentAtOnceBytesMax = 16 * 1024;

/**
 * What is on its way to a client, who may be slow or gone. Beyond its limit
 * the newest bytes are dropped and counted, as a receiver that does not keep
 * up loses them.
 */
export class OutgoingQueue {
  private readonly options: OutgoingQueueOptions;
  private readonly limitBytes: number;
  private pieces: Piece[] = [];
  private waitingBytes = 0;
  private sending = false;
  private held = false;
  private lostBytes = 0;

  constructor(options: OutgoingQueueOptions) {
    this.options = options;
    this.limitBytes = options.limitBytes ?? limitDefault;
  }

  /** Bytes that wait, without those that are being sent. */
  get queuedBytes(): number {
    return this.waitingBytes;
  }

  /**
   * Queues what the module said.
   * @param wire how it goes to the client, where that is not as it is
   */
  push(bytes: Uint8Array, wire = bytes): void {
    if (this.waitingBytes + wire.length > this.limitBytes) this.lostBytes += bytes.length;
    else this.add({ bytes: wire, isData: true });
  }

  /**
   * Queues something that may not be dropped.
   * @returns whether it found room: the client asks more than it reads
   */
  pushAnswer(bytes: Uint8Array): boolean {
    if (this.waitingBytes + bytes.length > 2 * this.limitBytes) return false;
    this.add({ bytes, isData: false });
    return true;
  }

  /** Drops what the module said and has not been sent; that does not count as lost. */
  purge(): void {
    this.pieces = this.pieces.filter(({ isData }) => !isData);
    this.waitingBytes = this.pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Holds back everything, or lets it go again. */
  hold(on: boolean): void {
    this.held = on;
    this.sendNext();
  }

  private add(piece: Piece): void {
    this.pieces.push(piece);
    this.waitingBytes += piece.bytes.length;
    this.sendNext();
  }

  private sendNext(): void {
    if (this.sending || this.held) return;
    if (this.pieces.length === 0) return this.tellOfLoss();
    const bytes = this.take();
    this.sending = true;
    this.options.send(bytes, () => {
      this.sending = false;
      this.sendNext();
    });
  }

  private take(): Uint8Array {
    let count = 0;
    let byteCount = 0;
    for (const { bytes } of this.pieces) {
      if (count > 0 && byteCount + bytes.length > sentAtOnceBytesMax) break;
      count += 1;
      byteCount += bytes.length;
    }
    this.waitingBytes -= byteCount;
    return joinBytes(this.pieces.splice(0, count).map(({ bytes }) => bytes));
  }

  private tellOfLoss(): void {
    const { lostBytes } = this;
    if (lostBytes === 0) return;
    this.lostBytes = 0;
    this.options.recovered?.(lostBytes);
  }
}
