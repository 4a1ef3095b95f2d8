import { Kernel, millisecond, second, type Instant, type TraceRecord } from '@w800/kernel';
import type { AddressLease, ConnectOutcome, Endpoint, Network, WifiLink } from '@w800/ports';
import { tcpSegment, type SegmentRecord } from '../tcp/segment.ts';
import { World, type WorldOptions } from '../world.ts';

const mac = '28:6d:cd:00:00:01';
const home = { ssid: 'home', password: '12345678' };

/** A world with a module that is on the network of its first access point. */
export class JoinedStation {
  readonly kernel: Kernel;
  readonly world: World;
  readonly records: TraceRecord[] = [];
  private readonly seen: { at: Instant; segment: SegmentRecord }[] = [];
  private joined: { link: WifiLink; lease: AddressLease; network: Network } | undefined;

  private constructor(options: Partial<WorldOptions>, seed: number) {
    this.kernel = new Kernel({ seed });
    this.kernel.trace.onAny((record) => this.records.push(record));
    this.kernel.trace.on(tcpSegment, ({ at, data }) => this.seen.push({ at, segment: data }));
    this.world = new World(this.kernel, { accessPoints: [home], ...options });
  }

  /** Time stands at 1 s when it returns. */
  static async create(options: Partial<WorldOptions> = {}, seed = 1): Promise<JoinedStation> {
    const station = new JoinedStation(options, seed);
    await station.join();
    await station.kernel.run(1 * second);
    return station;
  }

  async join(): Promise<void> {
    const request = { ...home, mac };
    this.world.medium.join(request, (outcome) => {
      if (!outcome.ok) throw new Error(outcome.reason);
      const { link } = outcome;
      link.requestLease((lease) => {
        this.joined = { link, lease, network: link.network(lease) };
      });
    });
    await this.kernel.runFor(900 * millisecond);
  }

  get link(): WifiLink {
    return this.present.link;
  }

  get lease(): AddressLease {
    return this.present.lease;
  }

  get network(): Network {
    return this.present.network;
  }

  /** Starts to connect; the outcome comes with the instant it was known. */
  connect(remote: Endpoint): { outcome?: ConnectOutcome; at?: Instant } {
    const result: { outcome?: ConnectOutcome; at?: Instant } = {};
    this.network.connect(remote, (outcome) => {
      result.outcome = outcome;
      result.at = this.kernel.now;
    });
    return result;
  }

  /** The flags, direction and instant of every segment seen at the antenna. */
  segments(): string[] {
    return this.seen.map(({ at, segment }) => {
      const direction = segment.source === this.lease.address ? '>' : '<';
      return `${at / millisecond} ${direction} ${segment.flags} ${segment.payload.length}`;
    });
  }

  private get present(): { link: WifiLink; lease: AddressLease; network: Network } {
    if (this.joined === undefined) throw new Error('the station has not joined');
    return this.joined;
  }
}
