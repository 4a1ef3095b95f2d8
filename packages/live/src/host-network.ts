import { createSocket } from 'node:dgram';
import { isIPv4, type Socket } from 'node:net';
import { valuesOf, type Kernel, type Values } from '@w800/kernel';
import type {
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  Network,
  Pending,
  ResolveOutcome,
} from '@w800/ports';
import { ConnectAttempt } from './connect-attempt.ts';
import type { Door } from './door.ts';
import { liveFigures, type LiveFigures } from './figures.ts';
import { HostDatagram } from './host-datagram.ts';
import { lookupOutcome, machineLookup, readOutcome, type NameLookup } from './name-lookup.ts';
import { AllowList } from './net/allow-list.ts';
import type { DatagramAnswerer } from './net/datagram-answerer.ts';
import { Targets } from './net/targets.ts';

export interface HostNetworkOptions {
  readonly kernel: Kernel;
  readonly door: Door;
  /** Where it leads. Default: to this machine, and nowhere else. */
  readonly allow?: AllowList;
  /** Told once of each target that is not allowed: `broker.example:1883`. */
  readonly refused?: (target: string) => void;
  /** Who answers datagrams that are not to leave the machine. Default: nobody. */
  readonly answerer?: DatagramAnswerer;
  /** Default those of the module's own stack. */
  readonly figures?: Values<LiveFigures>;
  /** Default the machine's resolver. */
  readonly lookup?: NameLookup;
  /**
   * Opens no socket and asks nobody: what came of everything is read from the
   * records that come in by the door. Default false.
   */
  readonly replaying?: boolean;
}

/** The network of the machine this runs on, as a module may use it. */
export class HostNetwork implements Network {
  private readonly kernel: Kernel;
  private readonly door: Door;
  private readonly figures: Values<LiveFigures>;
  private readonly lookup: NameLookup;
  private readonly replaying: boolean;
  private readonly answerer: DatagramAnswerer | undefined;
  private readonly targets: Targets;
  private readonly sockets = new Set<{ destroy(): unknown }>();

  constructor(options: HostNetworkOptions) {
    const { kernel, door, allow = AllowList.loopback, refused = ignore } = options;
    this.kernel = kernel;
    this.door = door;
    this.figures = options.figures ?? valuesOf(liveFigures);
    this.lookup = options.lookup ?? machineLookup;
    this.replaying = options.replaying ?? false;
    this.answerer = options.answerer;
    this.targets = new Targets(kernel, allow, refused);
  }

  connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): Pending {
    const { kernel, door, figures, replaying } = this;
    this.kernel.assert(isIPv4(remote.address), 'a connection goes to an IPv4 address');
    if (!this.targets.permits(remote)) {
      const alarm = kernel.after(0, () => done({ ok: false, reason: 'unreachable' }));
      return { cancel: () => alarm.cancel() };
    }
    const name = this.door.nameFor('tcp');
    const opened = (socket: Socket): void => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    };
    return new ConnectAttempt({ kernel, door, figures, remote, name, replaying, opened, done });
  }

  resolve(name: string, done: (outcome: ResolveOutcome) => void): Pending {
    if (isIPv4(name)) {
      const alarm = this.kernel.after(0, () => done({ ok: true, address: name }));
      return { cancel: () => alarm.cancel() };
    }
    const from = this.door.nameFor('name');
    const reading = this.door.read(from, ({ word }) => {
      reading.cancel();
      const outcome = readOutcome(word);
      if (outcome.ok) this.targets.learn(name, outcome.address);
      done(outcome);
    });
    if (!this.replaying) {
      this.lookup(name, (error, address) => {
        const outcome = lookupOutcome(error, address);
        const word = outcome.ok ? outcome.address : outcome.reason;
        this.door.enter({ from, what: 'resolved', word });
      });
    }
    return reading;
  }

  openDatagram(): DatagramSocket | undefined {
    const socket = this.replaying ? undefined : createSocket('udp4');
    const permits = this.targets.permits.bind(this.targets);
    const { door, answerer } = this;
    const name = this.door.nameFor('udp');
    const options = { door, name, socket, permits, answerer };
    const closed = (): void => void this.sockets.delete(destroyable);
    const datagram = new HostDatagram({ ...options, closed });
    const destroyable = { destroy: () => datagram.close() };
    this.sockets.add(destroyable);
    return datagram;
  }

  /** Gives back every socket, without a word to who uses it: nobody does any more. */
  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

function ignore(): void {}
