import { Kernel, millisecond, second, type TraceRecord } from '@w800/kernel';
import type { AddressLease, JoinOutcome, JoinRequest, WifiLink } from '@w800/ports';
import type { AccessPointOptions } from '../wifi/access-point.ts';
import { World } from '../world.ts';

const firstMac = '28:6d:cd:00:00:01';

/** Access points and stations that come and go; every loss is noted with its instant in ms. */
export class AirBench {
  readonly kernel = new Kernel({ seed: 1 });
  readonly world: World;
  readonly losses: string[] = [];
  private readonly records: TraceRecord[] = [];

  constructor(...accessPoints: AccessPointOptions[]) {
    this.kernel.trace.onAny((record) => this.records.push(record));
    this.world = new World(this.kernel, { accessPoints });
  }

  async run(durationNs: number): Promise<void> {
    await this.kernel.runFor(durationNs);
  }

  /** Tries to join and lets 5 s pass, in which the outcome is known. */
  async try(ssid: string, request: Partial<JoinRequest> = {}): Promise<JoinOutcome> {
    let outcome: JoinOutcome | undefined;
    const asked = { ssid, password: '12345678', mac: firstMac, ...request };
    this.world.medium.join(asked, (came) => {
      outcome = came;
    });
    await this.run(5 * second);
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  }

  /** Joins, and notes the loss of it. */
  async join(ssid: string, request: Partial<JoinRequest> = {}): Promise<WifiLink> {
    const outcome = await this.try(ssid, request);
    if (!outcome.ok) throw new Error(outcome.reason);
    outcome.link.onLost((reason, code) => {
      const said = code === undefined ? '' : ` ${code}`;
      this.losses.push(`${this.kernel.now / millisecond} ${reason}${said}`);
    });
    return outcome.link;
  }

  /** An address over a link; undefined when none comes within a time. */
  async lease(link: WifiLink, withinNs = 3 * second): Promise<AddressLease | undefined> {
    let lease: AddressLease | undefined;
    link.requestLease((got) => {
      lease = got;
    });
    await this.run(withinNs);
    return lease;
  }

  /** The data of every record of a kind so far. */
  traced(kind: string): TraceRecord['data'][] {
    return this.records.flatMap((record) => (record.kind === kind ? [record.data] : []));
  }
}
