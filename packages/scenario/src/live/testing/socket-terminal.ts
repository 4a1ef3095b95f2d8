import { connect, type Socket } from 'node:net';

/** A program at the serial line, over TCP. */
export class SocketTerminal {
  readonly socket: Socket;
  private text = '';
  private over = false;
  private wake: () => void = () => {};

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => {});
    this.socket.on('data', (bytes: Buffer) => {
      this.text += bytes.toString('latin1');
      this.wake();
    });
    this.socket.on('close', () => {
      this.over = true;
      this.wake();
    });
  }

  /** Comes back when this has come, behind what was read before. */
  async reads(wanted: string): Promise<void> {
    while (!this.text.includes(wanted)) {
      if (this.over) throw new Error(`the end came before ${wanted}: ${this.text}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.text = this.text.slice(this.text.indexOf(wanted) + wanted.length);
  }

  async ask(line: string, answer = '\r\nOK\r\n'): Promise<void> {
    this.socket.write(`${line}\r\n`);
    await this.reads(answer);
  }
}
