import type { Alarm, Kernel, Random } from '@w800/kernel';
import type { AddressLease } from '@w800/ports';
import type { WorldValues } from '../world-values.ts';
import type { DhcpPacket } from './dhcp-packet.ts';
import { FineTicks } from './fine-ticks.ts';
import { leaseFrom } from './lease-from.ts';
import { LeaseClock } from './lease-clock.ts';

/** How a client reaches the servers of its network. */
export interface DhcpWire {
  /** Sends a message; without an address to everybody. */
  send(packet: DhcpPacket, to?: string): void;
  /** Asks who has an address. `taken` is called when somebody answers. */
  probe(address: string, taken: () => void): void;
}

export interface DhcpClientOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly random: Random;
  /** Six lower-case hexadecimal pairs with colons. */
  readonly mac: string;
  readonly wire: DhcpWire;
  /** There is an address from now on, or another than before. */
  readonly bound: (lease: AddressLease) => void;
  /** The address may not be used any more. The client asks for another already. */
  readonly lost: () => void;
}

type State =
  | 'off'
  | 'selecting'
  | 'requesting'
  | 'checking'
  | 'bound'
  | 'renewing'
  | 'rebinding'
  | 'backing-off';

/** The DHCP client of the module: the state machine of lwIP 2.1.3 with the vendor's figures. */
export class DhcpClient {
  private readonly options: DhcpClientOptions;
  private readonly ticks: FineTicks;
  private readonly leaseClock: LeaseClock;
  private state: State = 'off';
  private tries = 0;
  private xid = 0;
  private server = '';
  private offered = '';
  /** What the last acknowledgement said. */
  private granted: DhcpPacket | undefined;
  private current: AddressLease | undefined;
  private discovery: Alarm | undefined;

  constructor(options: DhcpClientOptions) {
    this.options = options;
    const { kernel, figures } = options;
    this.ticks = new FineTicks(kernel, figures);
    this.leaseClock = new LeaseClock(kernel, figures, {
      renew: () => this.renew(),
      rebind: () => this.ask('rebinding'),
      expire: () => this.expire(),
    });
    this.discover();
  }

  /** The address there is, while there is one. */
  get lease(): AddressLease | undefined {
    return this.current;
  }

  /** Sends and says nothing any more. */
  stop(): void {
    this.state = 'off';
    this.current = undefined;
    this.discovery?.cancel();
    this.ticks.stop();
    this.leaseClock.stop();
  }

  /** A message has come. */
  receive(packet: DhcpPacket): void {
    const { mac } = this.options;
    if (this.state === 'off' || packet.mac !== mac || packet.xid !== this.xid) return;
    const isAsking = this.state === 'renewing' || this.state === 'rebinding';
    if (packet.type === 'offer' && this.state === 'selecting') this.take(packet);
    else if (packet.type === 'ack' && this.state === 'requesting') this.check(packet);
    else if (packet.type === 'ack' && isAsking) this.bind(packet);
    else if (packet.type === 'nak' && (isAsking || this.state === 'requesting')) this.beRefused();
  }

  private enter(state: State): void {
    if (state === this.state) return;
    this.state = state;
    this.tries = 0;
    this.ticks.stop();
  }

  private discover(): void {
    this.enter('selecting');
    this.renumber();
    this.tries += 1;
    this.options.wire.send({ type: 'discover', xid: this.xid, mac: this.options.mac });
    this.ticks.wait(this.patience(), () => this.discover());
  }

  private take({ server, yours }: DhcpPacket): void {
    if (server === undefined) return;
    this.server = server;
    this.offered = yours ?? '0.0.0.0';
    this.request();
  }

  private request(): void {
    this.enter('requesting');
    this.tries += 1;
    const { server, offered: requested, xid } = this;
    const { mac, wire, figures } = this.options;
    wire.send({ type: 'request', xid, mac, requested, server });
    const isLast = this.tries >= figures.dhcpRequestsMax;
    this.ticks.wait(this.patience(), () => (isLast ? this.restart() : this.request()));
  }

  private check(granted: DhcpPacket): void {
    this.granted = granted;
    this.offered = granted.yours ?? this.offered;
    this.probe();
  }

  private probe(): void {
    this.enter('checking');
    this.tries += 1;
    const { wire, figures } = this.options;
    const { offered } = this;
    wire.probe(offered, () => {
      if (this.state === 'checking' && this.offered === offered) this.decline();
    });
    const isLast = this.tries >= figures.dhcpProbes;
    this.ticks.wait(1, () => (isLast ? this.bind(this.granted) : this.probe()));
  }

  private decline(): void {
    const { mac, wire, figures } = this.options;
    const { server, offered: requested } = this;
    this.enter('backing-off');
    this.renumber();
    this.tries += 1;
    wire.send({ type: 'decline', xid: this.xid, mac, requested, server });
    const waitNs = figures.dhcpDeclineSeconds * 1_000_000_000;
    this.ticks.wait(waitNs / figures.dhcpFineTickNs, () => this.discover());
  }

  private bind(granted: DhcpPacket | undefined): void {
    if (granted === undefined) return;
    const { lease, times } = leaseFrom(granted, this.offered);
    this.enter('bound');
    this.leaseClock.begin(times);
    const before = this.current;
    this.current = lease;
    if (before !== undefined && isSame(before, lease)) return;
    if (before !== undefined) this.options.lost();
    this.options.bound(lease);
  }

  private renew(): boolean {
    if (this.state !== 'bound' && this.state !== 'renewing') return false;
    this.ask('renewing');
    return true;
  }

  /** lwIP counts a timeout for these too, but repeats them by the age of the lease alone. */
  private ask(state: 'renewing' | 'rebinding'): void {
    const { current, server } = this;
    if (current === undefined) return;
    this.enter(state);
    this.tries += 1;
    const { mac, wire } = this.options;
    const packet: DhcpPacket = { type: 'request', xid: this.xid, mac, own: current.address };
    if (state === 'renewing') wire.send(packet, server);
    else wire.send(packet);
  }

  private expire(): void {
    const { mac, wire } = this.options;
    const { current, server } = this;
    if (current !== undefined) {
      this.renumber();
      wire.send({ type: 'release', xid: this.xid, mac, own: current.address, server }, server);
    }
    this.restart();
  }

  private beRefused(): void {
    this.enter('backing-off');
    this.restart();
  }

  private restart(): void {
    const hadOne = this.current !== undefined;
    this.current = undefined;
    this.leaseClock.stop();
    this.state = 'off';
    this.ticks.stop();
    this.tries = 0;
    // Whoever is told may want to have none of it any more.
    this.discovery = this.options.kernel.after(0, () => this.discover());
    if (hadOne) this.options.lost();
  }

  private renumber(): void {
    if (this.tries === 0) this.xid = this.options.random.uint32();
  }

  /** How many ticks the latest message has for its answer. */
  private patience(): number {
    const { dhcpDoublingsMax, dhcpTimeoutSecondsMax, dhcpFineTickNs } = this.options.figures;
    const seconds = this.tries <= dhcpDoublingsMax ? 2 ** this.tries : dhcpTimeoutSecondsMax;
    return (seconds * 1_000_000_000) / dhcpFineTickNs;
  }
}

function isSame(one: AddressLease, other: AddressLease): boolean {
  return (
    one.address === other.address &&
    one.gateway === other.gateway &&
    one.netmask === other.netmask &&
    one.nameServers.join() === other.nameServers.join()
  );
}
