import type { Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type {
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  Network,
  Pending,
  ResolveOutcome,
} from '@w800/ports';
import type { runtimeHeapFigures } from '../profile/heap-figures.ts';
import { CountedStream } from './counted-stream.ts';

/** The network with every socket's memory taken from the module's heap. */
export class CountedNetwork implements Network {
  private readonly inner: Network;
  private readonly heap: Heap;
  private readonly figures: Values<typeof runtimeHeapFigures>;

  constructor(inner: Network, heap: Heap, figures: Values<typeof runtimeHeapFigures>) {
    this.inner = inner;
    this.heap = heap;
    this.figures = figures;
  }

  connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): Pending {
    const socket = this.heap.allocate(this.figures.socketBytes, 'tcp.socket');
    let underWay = true;
    const pending = this.inner.connect(remote, (outcome) => {
      underWay = false;
      if (outcome.ok && socket !== undefined) {
        const stream = new CountedStream(outcome.stream, socket, this.heap, this.figures);
        done({ ok: true, stream });
        return;
      }
      if (socket !== undefined) this.heap.free(socket);
      if (outcome.ok) outcome.stream.abort();
      done(outcome.ok ? { ok: false, reason: 'no-socket' } : outcome);
    });
    return {
      cancel: () => {
        if (!underWay) return;
        underWay = false;
        pending.cancel();
        if (socket !== undefined) this.heap.free(socket);
      },
    };
  }

  resolve(name: string, done: (outcome: ResolveOutcome) => void): Pending {
    return this.inner.resolve(name, done);
  }

  openDatagram(): DatagramSocket | undefined {
    const block = this.heap.allocate(this.figures.datagramSocketBytes, 'udp.socket');
    if (block === undefined) return undefined;
    const socket = this.inner.openDatagram();
    if (socket === undefined) {
      this.heap.free(block);
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
        this.heap.free(block);
      },
    };
  }
}
