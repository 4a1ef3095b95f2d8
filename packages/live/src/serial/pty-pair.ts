import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { noPty, openPty, type PtyLoader } from './native-pty.ts';

const scratch = new Uint8Array(64 * 1024);

/**
 * A pseudo terminal of ours. Programs open its slave by a path, as often as
 * they like: a descriptor of ours keeps it alive in between.
 */
export class PtyPair {
  /** Where programs find the slave. */
  readonly path: string;
  private readonly master: number;
  private readonly stream: ReadStream;
  private slave: number;
  private isOpen = true;

  private constructor(load?: PtyLoader) {
    const { master, slave, path } = openPty(load);
    this.path = path;
    this.master = master;
    this.slave = slave;
    this.stream = new ReadStream(master);
  }

  /** @throws LiveError LIVE_NO_PTY */
  static async open(load?: PtyLoader): Promise<PtyPair> {
    const pair = new PtyPair(load);
    try {
      await pair.makeRaw();
    } catch (error) {
      await pair.close();
      throw noPty((error as Error).message, error);
    }
    return pair;
  }

  /** Sets who is told of what a program writes, and of the end of the terminal. */
  onData(take: (bytes: Uint8Array) => void, gone: (reason: string) => void): void {
    this.stream.on('data', take);
    this.stream.on('error', (error) => gone(error.message));
    this.stream.on('end', () => gone('its end'));
  }

  pause(): void {
    this.stream.pause();
  }

  resume(): void {
    if (this.isOpen) this.stream.resume();
  }

  /**
   * No echo, no translation, no signals. Without it the terminal would send
   * what the module says back to the module.
   */
  async makeRaw(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      execFile('stty', ['-F', this.path, 'raw', '-echo'], (error) => {
        if (error === null) resolve();
        else reject(new Error(`stty: ${error.message}`, { cause: error }));
      });
    });
  }

  /**
   * Writes what fits.
   * @returns how many bytes that were; 0 when a program has to read first
   */
  write(bytes: Uint8Array): number {
    try {
      return this.isOpen ? writeSync(this.master, bytes) : bytes.length;
    } catch (error) {
      // Bytes for a terminal that is gone are as good as read.
      return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : bytes.length;
    }
  }

  /**
   * Whether any program has the slave open. Only a master without a slave
   * says so, so ours is closed for that moment.
   * @param take given what has come meanwhile
   */
  isHeld(take: (bytes: Uint8Array) => void): boolean {
    if (!this.isOpen) return false;
    // What comes must not overtake what the stream holds back.
    if (this.stream.isPaused()) return true;
    closeSync(this.slave);
    const seen = readNow(this.master);
    this.slave = openSync(this.path, slaveFlags);
    if (seen === 'end') return false;
    if (seen !== 'nothing') take(seen);
    return true;
  }

  /** Throws away what no program has read. */
  discard(): void {
    while (this.isOpen && typeof readNow(this.slave) !== 'string');
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.slave);
    await new Promise<void>((resolve) => {
      this.stream.once('close', () => resolve());
      this.stream.destroy();
    });
  }
}

const slaveFlags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

/** What a descriptor that does not block has to read at this moment. */
function readNow(descriptor: number): Uint8Array | 'nothing' | 'end' {
  try {
    const byteCount = readSync(descriptor, scratch);
    return byteCount === 0 ? 'end' : scratch.slice(0, byteCount);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 'nothing' : 'end';
  }
}
