import type { Socket } from 'node:net';
import type { CloseReason } from '@w800/ports';
import type { Door } from './door.ts';
import type { DoorRecord } from './trace-kinds.ts';

export interface SocketWireOptions {
  readonly door: Door;
  /** Made with `allowHalfOpen`, read by nobody else. */
  readonly socket: Socket;
  /** What the door calls it: `tcp 1`. */
  readonly name: string;
  /** How much may be read that is not used yet. */
  readonly windowBytes: number;
}

/** The machine's half of a connection. What happens to it is told at the door, and nowhere else. */
export class SocketWire {
  private readonly options: SocketWireOptions;
  /** Read from the socket, and not yet used. */
  private heldBytes = 0;
  private isHeard = false;
  private isOver = false;
  private failure: CloseReason | undefined;
  /** The socket is closed, and why. */
  private closed: CloseReason | undefined;

  constructor(options: SocketWireOptions) {
    const { socket } = options;
    this.options = options;
    socket.setNoDelay(true);
    socket.on('readable', () => this.read());
    socket.on('end', () => this.tell({ what: 'end' }));
    socket.on('error', (error) => {
      this.failure ??= closeReasonOf(error);
    });
    socket.on('close', () => {
      this.closed = this.failure ?? 'ended';
      this.tell({ what: 'close', word: this.closed });
    });
  }

  /** Somebody listens inside from now on. */
  open(): void {
    this.isHeard = true;
    this.read();
    if (this.closed !== undefined) this.tell({ what: 'close', word: this.closed });
  }

  /** @param bytes nobody else's */
  write(bytes: Uint8Array): void {
    const byteCount = bytes.length;
    this.options.socket.write(bytes, (error) => {
      if (!error) this.tell({ what: 'acknowledged', byteCount });
    });
  }

  consumed(byteCount: number): void {
    this.heldBytes -= byteCount;
    this.read();
  }

  end(): void {
    this.options.socket.end();
  }

  abort(): void {
    this.isOver = true;
    this.options.socket.resetAndDestroy();
  }

  /** Takes what the window has room for; the rest stays with the machine, then with the peer. */
  private read(): void {
    const { socket, windowBytes } = this.options;
    if (!this.isHeard) return;
    for (;;) {
      const roomBytes = windowBytes - this.heldBytes;
      if (roomBytes <= 0) return;
      // Asking for nothing is what lets the end of the stream be noticed.
      const chunk = socket.read(Math.min(roomBytes, socket.readableLength)) as Uint8Array | null;
      if (chunk === null) return;
      const bytes = new Uint8Array(chunk);
      this.heldBytes += bytes.length;
      this.tell({ what: 'data', bytes });
    }
  }

  private tell(record: Omit<DoorRecord, 'from'>): void {
    const { door, name } = this.options;
    if (this.isHeard && !this.isOver) door.enter({ from: name, ...record });
  }
}

function closeReasonOf(error: NodeJS.ErrnoException): CloseReason {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return 'reset';
  return error.code === 'ETIMEDOUT' ? 'timeout' : 'aborted';
}
