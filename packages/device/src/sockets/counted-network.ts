import type {
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  Network,
  Pending,
  ResolveOutcome,
  SocketOptions,
} from '@w800/ports';
import { ipv4Number } from '../station/ipv4.ts';
import { CountedStream, type CountedStreamOptions } from './counted-stream.ts';
import { HeldBlocks } from './held-blocks.ts';
import { tcpSocketBlocks, udpSocketBlocks } from './socket-blocks.ts';

/** The network with every socket's memory taken from the module's heap. */
export class CountedNetwork implements Network {
  private readonly inner: Network;
  private readonly options: CountedStreamOptions;

  constructor(inner: Network, options: CountedStreamOptions) {
    this.inner = inner;
    this.options = options;
  }

  /** Without memory for a socket nothing is sent. */
  connect(
    remote: Endpoint,
    done: (outcome: ConnectOutcome) => void,
    options?: SocketOptions,
  ): Pending {
    const socket = this.take('tcp.socket', tcpSocketBlocks(this.options.figures));
    if (socket === undefined) {
      return this.options.kernel.after(0, () => done({ ok: false, reason: 'no-socket' }));
    }
    let underWay = true;
    const opened = (outcome: ConnectOutcome): void => {
      underWay = false;
      if (outcome.ok) {
        const stream = new CountedStream(outcome.stream, socket, this.options);
        done({ ok: true, stream });
        return;
      }
      socket.release();
      done(outcome);
    };
    const connecting = this.inner.connect(remote, opened, options);
    return givingUp(connecting, () => underWay && socket.release());
  }

  /** A name is asked for over a socket of its own; an address asks nobody. */
  resolve(name: string, done: (outcome: ResolveOutcome) => void): Pending {
    if (ipv4Number(name) !== undefined) return this.inner.resolve(name, done);
    const socket = this.take('lwip.dns', udpSocketBlocks(this.options.figures));
    if (socket === undefined) {
      return this.options.kernel.after(0, () => done({ ok: false, reason: 'no-server' }));
    }
    const asking = this.inner.resolve(name, (outcome) => {
      socket.release();
      done(outcome);
    });
    return givingUp(asking, () => socket.release());
  }

  openDatagram(): DatagramSocket | undefined {
    const blocks = this.take('udp.socket', udpSocketBlocks(this.options.figures));
    const socket = blocks && this.inner.openDatagram();
    if (socket === undefined) {
      blocks?.release();
      return undefined;
    }
    let isOpen = true;
    return {
      local: socket.local,
      onReceive: (receiver) => socket.onReceive(receiver),
      send: (to, bytes) => socket.send(to, bytes),
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        socket.close();
        blocks?.release();
      },
    };
  }

  private take(owner: string, sizesBytes: readonly number[]): HeldBlocks | undefined {
    const blocks = new HeldBlocks(this.options.heap, owner);
    return blocks.take(sizesBytes) ? blocks : undefined;
  }
}

/** What is given up gives its memory back. */
function givingUp(pending: Pending, release: () => void): Pending {
  return {
    cancel: () => {
      pending.cancel();
      release();
    },
  };
}
