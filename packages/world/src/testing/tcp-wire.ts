import { Kernel, millisecond, second, valuesOf, type Duration, type Instant } from '@w800/kernel';
import type { ByteStream, ConnectOutcome, SocketOptions } from '@w800/ports';
import { worldFigures } from '../figures.ts';
import { LwipStack } from '../tcp/lwip-stack.ts';
import { recordOf, type Segment } from '../tcp/segment.ts';
import { ServerStack } from '../tcp/server-stack.ts';
import { TcpHost } from '../tcp/tcp-host.ts';
import { RecordingUser } from './recording-user.ts';

export type WireDirection = '>' | '<';

/** When a segment arrives, counted from now; twice when there are two, never when there is none. */
export type Fate = (segment: Segment, direction: WireDirection) => readonly Duration[];

const moduleAddress = '10.0.0.1';
const serverAddress = '10.0.0.2';

/** A connection with both its ends. */
export interface WiredPair {
  readonly module: RecordingUser;
  readonly server: RecordingUser;
}

/** The module's TCP and a server's with nothing between them but what a test decides. */
export class TcpWire {
  readonly kernel = new Kernel({ seed: 1 });
  readonly module: TcpHost;
  readonly server: TcpHost;
  readonly serverAt = { address: serverAddress, port: 1883 };
  /** Instants in the log count from here. */
  since: Instant = 0;
  fate: Fate;
  private readonly lines: string[] = [];
  private readonly firsts = new Map<string, number>();
  private lastSource = 0;
  private readonly nexts = new Map<string, number>();

  /** @param oneWayNs how long a segment takes unless its fate is another */
  constructor(oneWayNs: Duration = 5 * millisecond) {
    const figures = valuesOf(worldFigures);
    this.fate = () => [oneWayNs];
    const module = new LwipStack(this.kernel, figures, '28:6d:cd:00:00:01');
    const server = new ServerStack(this.kernel, figures, serverAddress);
    const common = { kernel: this.kernel, links: [], transmitDatagram: () => {} };
    this.module = new TcpHost({
      ...common,
      address: moduleAddress,
      isStation: true,
      stack: module,
      transmit: (segment) => this.carry(segment, '>'),
    });
    this.server = new TcpHost({
      ...common,
      address: serverAddress,
      isStation: false,
      stack: server,
      transmit: (segment) => this.carry(segment, '<'),
    });
  }

  /** A connection of the module to the server; time then stands at a second from its beginning. */
  async connected(options?: SocketOptions): Promise<WiredPair> {
    const accepted: ByteStream[] = [];
    const outcomes: ConnectOutcome[] = [];
    const listening = this.server.listen(1883, (stream) => accepted.push(stream));
    this.module.connect(this.serverAt, (outcome) => outcomes.push(outcome), options);
    await this.kernel.runFor(1 * second);
    listening.cancel();
    const [outcome] = outcomes;
    const [stream] = accepted;
    if (outcome?.ok !== true || stream === undefined) throw new Error('not connected');
    return {
      module: new RecordingUser(this.kernel, outcome.stream),
      server: new RecordingUser(this.kernel, stream),
    };
  }

  /** Loses the segments with data, counted from now and from 1, that go one way. */
  lose(direction: WireDirection, which: (nth: number) => boolean): void {
    const { fate } = this;
    let nth = 0;
    this.fate = (segment, way) => {
      if (way !== direction || segment.payload.length === 0) return fate(segment, way);
      nth += 1;
      return which(nth) ? [] : fate(segment, way);
    };
  }

  /** Nothing arrives any more. */
  silence(): void {
    this.fate = () => [];
  }

  /** What was sent from now on is shown, with instants from now on. */
  mark(): void {
    this.since = this.kernel.now;
    this.lines.length = 0;
  }

  /** `1500 > PSH ACK 1-101 retransmission`: milliseconds, direction, flags, places, why. */
  get log(): readonly string[] {
    return this.lines;
  }

  /** The sequence number behind what one side has sent. */
  next(direction: WireDirection): number {
    return this.nexts.get(direction) ?? 0;
  }

  /** The local port of the module's last connection. */
  get lastPort(): number {
    return this.lastSource;
  }

  /** The instants, in milliseconds, at which one side sent something that is shown so. */
  times(direction: WireDirection, shown: RegExp): number[] {
    const own = this.lines.filter((line) => line.includes(` ${direction} `) && shown.test(line));
    return own.map((line) => Number(line.slice(0, line.indexOf(' '))));
  }

  private carry(segment: Segment, direction: WireDirection): void {
    this.lines.push(this.show(segment, direction));
    const to = direction === '>' ? this.server : this.module;
    for (const delayNs of this.fate(segment, direction)) {
      this.kernel.after(delayNs, () => to.receive(segment));
    }
  }

  private show(segment: Segment, direction: WireDirection): string {
    const { flags, payload, mark } = recordOf(segment);
    if (flags.startsWith('SYN')) this.firsts.set(direction, segment.sequence);
    if (direction === '>') this.lastSource = segment.source.port;
    const length = payload.length + (/SYN|FIN/.test(flags) ? 1 : 0);
    this.nexts.set(direction, (segment.sequence + length) >>> 0);
    const from = (segment.sequence - (this.firsts.get(direction) ?? 0)) >>> 0;
    const at = (this.kernel.now - this.since) / millisecond;
    const places = payload.length > 0 ? ` ${from}-${from + payload.length}` : '';
    return `${at} ${direction} ${flags}${places}${mark === undefined ? '' : ` ${mark}`}`;
  }
}
