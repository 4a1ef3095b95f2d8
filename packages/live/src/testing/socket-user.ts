import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A program at the far end of a TCP connection, which reads or does not. */
export class SocketUser {
  readonly socket: Socket;
  /** What it has read and not taken away by `gets`. */
  text = '';
  /** All it has read. */
  receivedBytes = 0;
  private over = false;
  private wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => {});
  }

  static async connect(port: number, { reads = true } = {}): Promise<SocketUser> {
    const user = new SocketUser(connect({ host: '127.0.0.1', port, allowHalfOpen: true }));
    if (reads) user.read();
    await once(user.socket, 'connect');
    return user;
  }

  /** Reads from now on. */
  read(): void {
    this.socket.resume();
    if (this.socket.listenerCount('data') > 0) return;
    this.socket.on('data', (bytes) => {
      this.text += bytes.toString('latin1');
      this.receivedBytes += bytes.length;
      this.wake();
    });
    for (const event of ['end', 'close']) {
      this.socket.on(event, () => {
        this.over = true;
        this.wake();
      });
    }
  }

  /** Reads no more until it is told to. */
  pause(): void {
    this.socket.pause();
  }

  write(bytes: Uint8Array | string): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** Comes back when all of it has come, and takes away everything up to its end. */
  async gets(wanted: Uint8Array | string): Promise<void> {
    const text = typeof wanted === 'string' ? wanted : Buffer.from(wanted).toString('latin1');
    await this.until(() => this.over || this.text.includes(text));
    const at = this.text.indexOf(text);
    if (at < 0) throw new Error(`the end came before ${JSON.stringify(text)}: ${this.text}`);
    this.text = this.text.slice(at + text.length);
  }

  /** Everything until the far side hung up. */
  async ends(): Promise<string> {
    await this.until(() => this.over);
    return this.text;
  }

  async close(): Promise<void> {
    if (this.socket.closed) return;
    this.socket.destroy();
    await once(this.socket, 'close');
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
