import { createSocket } from 'node:dgram';
import { isIPv4, type Socket } from 'node:net';
import { valuesOf, type Kernel, type Values } from '@w800/kernel';
import { ntpPort } from '@w800/world';
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
import { answerNtp } from './net/answer-ntp.ts';
import { Targets } from './net/targets.ts';

export interface HostNetworkOptions {
  readonly kernel: Kernel;
  readonly door: Door;
  /** Where it leads. Default: to this machine, and nowhere else. */
  readonly allow?: AllowList;
  /** Told once of each target that is not allowed: `broker.example:1883`. */
  readonly refused?: (target: string) => void;
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

/**
 * The network of the machine this runs on, as a module may use it. Requests
 * for the time of day are answered by the machine's own clock.
 */
export class HostNetwork implements Network {
  private readonly kernel: Kernel;
  private readonly door: Door;
  private readonly figures: Values<LiveFigures>;
  private readonly lookup: NameLookup;
  private readonly replaying: boolean;
  private readonly targets: Targets;
  private readonly sockets = new Set<{ destroy(): unknown }>();
  private opened = 0;

  constructor(options: HostNetworkOptions) {
    const { kernel, door, allow = AllowList.loopback, refused = ignore } = options;
    this.kernel = kernel;
    this.door = door;
    this.figures = options.figures ?? valuesOf(liveFigures);
    this.lookup = options.lookup ?? machineLookup;
    this.replaying = options.replaying ?? false;
    this.targets = new Targets(kernel, allow, refused);
  }

  connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): Pending {
    const { kernel, door, figures, replaying } = this;
    this.kernel.assert(isIPv4(remote.address), 'a connection goes to an IPv4 address');
    if (!this.targets.permits(remote)) {
      const alarm = kernel.after(0, () => done({ ok: false, reason: 'unreachable' }));
      return { cancel: () => alarm.cancel() };
    }
    const name = this.next('tcp');
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
    const from = this.next('name');
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
    const permits = (to: Endpoint): boolean => to.port === ntpPort || this.targets.permits(to);
    const name = this.next('udp');
    const options = { door: this.door, name, socket, permits, answers: answerNtp };
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

  private next(kind: string): string {
    this.opened += 1;
    return `${kind} ${this.opened}`;
  }
}

function ignore(): void {}
