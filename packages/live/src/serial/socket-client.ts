import type { Socket } from 'node:net';
import { OutgoingQueue } from './outgoing-queue.ts';
import type { Attachment, SerialClient } from './serial-client.ts';

export interface SocketClientOptions {
  /** Told what a user should know. */
  readonly tell: (notice: string) => void;
  /** How bytes of the module go over the wire. Default: as they are. */
  readonly encode?: (bytes: Uint8Array) => Uint8Array;
  /** Told when the client reads again after bytes for it were dropped. */
  readonly recovered?: () => void;
}

/** A client at the far end of a TCP connection. */
export class SocketClient implements SerialClient {
  readonly label: string;
  /** What is on its way to the client. */
  readonly queue: OutgoingQueue;
  private readonly socket: Socket;
  private readonly options: SocketClientOptions;
  private finished = false;
  private attachment: Attachment | undefined;

  constructor(socket: Socket, kind: string, options: SocketClientOptions) {
    this.socket = socket;
    this.options = options;
    this.label = `${kind} ${socket.remoteAddress}:${socket.remotePort}`;
    this.queue = new OutgoingQueue({
      send: (bytes, sent) => void socket.write(bytes, sent),
      recovered: (byteCount) => {
        options.tell(`${this.label} did not read; ${byteCount} bytes for it were dropped`);
        options.recovered?.();
      },
    });
  }

  /** From now on what comes is taken, and the end of the connection ends the hold on the line. */
  begin(attachment: Attachment, take: (bytes: Uint8Array) => void): void {
    const { socket } = this;
    this.attachment = attachment;
    socket.on('data', (bytes) => {
      take(bytes);
      if (!attachment.full) return;
      socket.pause();
      attachment.onRoom(() => socket.resume());
    });
    socket.on('end', () => {
      this.finished = true;
    });
    socket.on('close', () => attachment.detach());
    if (socket.destroyed) attachment.detach();
  }

  deliver(bytes: Uint8Array): void {
    if (!this.socket.writable) return;
    this.queue.push(bytes, this.options.encode?.(bytes));
  }

  closed(): void {
    this.socket.destroy();
  }

  /** Who has sent his end may still read, until another one comes. */
  present(): boolean {
    // The end stands behind what is unread.
    this.attachment?.lookAhead();
    return !this.finished;
  }
}
