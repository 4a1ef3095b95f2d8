import { Kernel, type Instant, type TraceRecord } from '@w800/kernel';
import type { LinkSettings } from '../link/link-conditions.ts';
import { linkDrop, Link, type LinkOptions } from '../link/link.ts';
import { Path } from '../link/path.ts';

/** What became of a packet that was sent over some links. */
export interface Sent {
  readonly sentAt: Instant;
  arrivedAt?: Instant;
  /** When each further one of it came. */
  readonly again: Instant[];
  lostAt?: Instant;
}

/** Links and the packets on them. */
export class LinkTraffic {
  readonly kernel: Kernel;
  readonly links: readonly Link[];
  readonly sent: Sent[] = [];
  /** The packets in the order in which they came out. */
  readonly order: number[] = [];
  readonly drops: TraceRecord[] = [];

  /** @param latenciesNs of each link, from the module on */
  constructor(latenciesNs: readonly number[], options: LinkOptions = {}, seed = 1) {
    this.kernel = new Kernel({ seed });
    this.kernel.trace.on(linkDrop, (record) => this.drops.push(record as unknown as TraceRecord));
    this.links = latenciesNs.map(
      (latencyNs, index) => new Link(this.kernel, `link ${index}`, latencyNs, options),
    );
  }

  /** The first link. */
  get link(): Link {
    const [first] = this.links;
    return first ?? this.kernel.fail('there is a link');
  }

  /** A single link with conditions. */
  static of(settings: LinkSettings, latencyNs = 0, seed = 1, options: LinkOptions = {}) {
    const traffic = new LinkTraffic([latencyNs], options, seed);
    traffic.link.setConditions(settings);
    return traffic;
  }

  /** Sends a packet now over all links. */
  send(ipBytes = 100, back = false): Sent {
    const number = this.sent.length;
    const sent: Sent = { sentAt: this.kernel.now, again: [] };
    this.sent.push(sent);
    const path = back
      ? new Path(this.kernel, this.links.toReversed(), 0)
      : new Path(this.kernel, this.links);
    path.carry({
      packet: { ipBytes },
      arrived: () => {
        sent.arrivedAt = this.kernel.now;
        this.order.push(number);
      },
      lost: () => (sent.lostAt = this.kernel.now),
      arrivedAgain: () => sent.again.push(this.kernel.now),
    });
    return sent;
  }

  /** Sends packets at a steady pace and waits until all are through. */
  async stream(count: number, everyNs: number, ipBytes = 100): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      this.kernel.after(index * everyNs, () => this.send(ipBytes));
    }
    await this.kernel.runFor(count * everyNs + 3_600_000_000_000);
  }

  get lostCount(): number {
    return this.sent.filter(({ lostAt }) => lostAt !== undefined).length;
  }

  get arrivedCount(): number {
    return this.order.length;
  }

  /** How long each packet took that arrived. */
  get delays(): number[] {
    return this.sent.flatMap(({ sentAt, arrivedAt }) =>
      arrivedAt === undefined ? [] : [arrivedAt - sentAt],
    );
  }
}
