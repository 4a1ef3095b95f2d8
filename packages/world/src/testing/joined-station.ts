import { Kernel, millisecond, second, type Instant, type TraceRecord } from '@w800/kernel';
import type { AddressLease, ConnectOutcome, Endpoint, Network, WifiLink } from '@w800/ports';
import { World, type WorldOptions } from '../world.ts';

const mac = '28:6d:cd:00:00:01';
const home = { ssid: 'home', password: '12345678' };

/** A world with a module that is on the network of its first access point. */
export class JoinedStation {
  readonly kernel: Kernel;
  readonly world: World;
  readonly records: TraceRecord[] = [];
  link!: WifiLink;
  lease!: AddressLease;
  network!: Network;

  private constructor(options: Partial<WorldOptions>, seed: number) {
    this.kernel = new Kernel({ seed });
    this.kernel.trace.onAny((record) => this.records.push(record));
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
      this.link = outcome.link;
      this.link.requestLease((lease) => {
        this.lease = lease;
        this.network = this.link.network(lease);
      });
    });
    await this.kernel.runFor(500 * millisecond);
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
    return this.records
      .filter(({ kind }) => kind === 'tcp.segment')
      .map(({ at, data }) => {
        const direction = data['source'] === this.lease.address ? '>' : '<';
        const { length } = data['payload'] as Uint8Array;
        return `${at / millisecond} ${direction} ${String(data['flags'])} ${length}`;
      });
  }
}
