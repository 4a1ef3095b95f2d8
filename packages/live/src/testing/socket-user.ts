import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { machineTurn } from './machine-turn.ts';

/** A program at the far end of a TCP connection, which reads or does not. */
export class SocketUser {
  readonly socket: Socket;
  private received: Uint8Array = new Uint8Array(0);
  private over = false;

  private constructor(socket: Socket, reads: boolean) {
    this.socket = socket;
    socket.on('error', () => {});
    if (reads) this.read();
  }

  static async connect(port: number, { reads = true } = {}): Promise<SocketUser> {
    const user = new SocketUser(connect({ host: '127.0.0.1', port, allowHalfOpen: true }), reads);
    await once(user.socket, 'connect');
    return user;
  }

  get text(): string {
    return Buffer.from(this.received).toString('latin1');
  }

  /** Reads from now on. */
  read(): void {
    this.socket.on('data', (bytes) => {
      this.received = Buffer.concat([this.received, bytes]);
    });
    for (const event of ['end', 'close']) {
      this.socket.on(event, () => {
        this.over = true;
      });
    }
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
    this.received = this.received.subarray(at + text.length);
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
    while (!holds()) await machineTurn();
  }
}
