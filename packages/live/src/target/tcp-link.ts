import type { Socket } from 'node:net';
import { serialDefaults, type SerialSettings } from '@w800/ports';
import type { LiveError } from '../live-error.ts';
import { closeSocket } from './close-socket.ts';
import { LinkEnds } from './link-ends.ts';
import type { TargetLink, TargetReader } from './target-link.ts';

/** A module behind a TCP connection that carries its serial bytes as they are. */
export class TcpLink implements TargetLink {
  readonly settable = false;
  readonly settings: SerialSettings = serialDefaults;
  readonly name: string;
  private readonly socket: Socket;
  private readonly ends: LinkEnds;

  /** @param socket connected */
  constructor(name: string, socket: Socket) {
    this.name = name;
    this.socket = socket;
    this.ends = new LinkEnds(name);
    socket.on('data', (bytes) => this.ends.data(bytes));
    socket.on('error', (error) => this.ends.lose(error.message));
    socket.on('close', () => this.ends.lose('the other side has closed'));
  }

  get lost(): LiveError | undefined {
    return this.ends.lost;
  }

  write(bytes: Uint8Array): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  /** The line is set at its far end. */
  configure(): void {}

  read(reader?: TargetReader): void {
    this.ends.read(reader);
  }

  async close(): Promise<void> {
    this.ends.close();
    await closeSocket(this.socket);
  }
}
