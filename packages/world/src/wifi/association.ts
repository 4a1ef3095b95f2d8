import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { AddressLease, LinkLoss, Network, Pending, WifiLink } from '@w800/ports';
import type { Cell } from './cell.ts';
import type { DhcpClient } from '../dhcp/dhcp-client.ts';
import type { DhcpNetwork } from '../dhcp/dhcp-network.ts';
import type { NameTable } from '../dns/name-table.ts';
import { GatewayNetwork } from '../gateway/gateway-network.ts';
import { Passage } from '../gateway/passage.ts';
import type { Internet } from '../ip/internet.ts';
import { Link } from '../link/link.ts';
import type { LwipStack } from '../tcp/lwip-stack.ts';
import { Path } from '../link/path.ts';
import { StationNetwork } from '../ip/station-network.ts';
import type { TcpHost } from '../tcp/tcp-host.ts';
import type { WorldValues } from '../world-values.ts';

export interface AssociationOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly cell: Cell;
  readonly mac: string;
  /** Which of the station's associations it is, from 1. */
  readonly number: number;
  /** Whether the station would follow its access point to a channel. */
  readonly follows: (channel: number) => boolean;
  readonly radio: Link;
  readonly uplink: Link;
  readonly dhcp: DhcpNetwork;
  readonly internet: Internet;
  readonly stack: LwipStack;
  /** Where all traffic goes instead of the internet of the world. */
  readonly gateway: Network | undefined;
  /** What the station knows of names. */
  readonly names: NameTable;
  /** The station is no longer there, for whatever reason. */
  readonly ended: (reason: LinkLoss | 'left', code?: number) => void;
}

/** A station at an access point, until it leaves or is lost. */
export class Association implements WifiLink {
  private readonly options: AssociationOptions;
  /** The stretch between this station and its access point. */
  private readonly air: Link;
  private lost: ((reason: LinkLoss, code?: number) => void) | undefined;
  private readonly networks: StationNetwork[] = [];
  private outside: { readonly address: string; readonly network: GatewayNetwork } | undefined;
  private host: TcpHost | undefined;
  private client: DhcpClient | undefined;
  private leaseChanged: ((lease: AddressLease | undefined) => void) | undefined;
  private return: Alarm | undefined;
  private lossPpm = 0;
  private over = false;

  constructor(options: AssociationOptions) {
    this.options = options;
    const { kernel, mac, number } = options;
    // Each has losses of its own, so that a station that comes back does not lose the same again.
    this.air = new Link(kernel, `air ${mac} ${number}`, 0);
  }

  get ssid(): string {
    return this.options.cell.point.ssid;
  }

  get bssid(): string {
    return this.options.cell.point.bssid;
  }

  get channel(): number {
    return this.options.cell.channel;
  }

  get rssi(): number {
    return this.options.cell.rssi;
  }

  requestLease(done: (lease: AddressLease) => void): Pending {
    if (this.over) return { cancel: () => {} };
    const { kernel, radio, dhcp, mac } = this.options;
    let isDone = false;
    this.client?.stop();
    const client = dhcp.open({
      mac,
      out: new Path(kernel, [radio, this.air]),
      back: new Path(kernel, [this.air, radio], 0),
      owns: (address) => this.host?.address === address,
      bound: (lease) => {
        const isFirst = !isDone;
        isDone = true;
        if (isFirst) done(lease);
        else this.leaseChanged?.(lease);
      },
      lost: () => this.loseAddress(),
    });
    this.client = client;
    return {
      cancel: () => {
        if (!isDone) client.stop();
      },
    };
  }

  network(lease: AddressLease): Network {
    const { kernel, radio, uplink, internet, stack, cell, gateway, names } = this.options;
    // Whoever gives itself an address does not ask for one any more.
    if (lease.address !== this.client?.lease?.address) this.client?.stop();
    if (gateway !== undefined) return this.through(gateway, lease);
    const links = [radio, this.air, uplink];
    if (this.host?.address !== lease.address) {
      this.detach();
      this.host?.vanish();
      // Nothing stops a host from giving itself an address that does not fit, or another's.
      const fits = cell.point.subnet.contains(lease.address) && !internet.isTaken(lease.address);
      this.host = internet[fits ? 'station' : 'stray'](lease.address, links, stack);
    }
    const { host } = this;
    const network = new StationNetwork({ kernel, lease, host, names });
    if (this.over) network.vanish();
    else this.networks.push(network);
    return network;
  }

  onLeaseChange(changed: (lease: AddressLease | undefined) => void): void {
    this.leaseChanged = changed;
  }

  onLost(lost: (reason: LinkLoss, code?: number) => void): void {
    this.lost = lost;
  }

  /** Whether the station would follow its access point to a channel. */
  follows(channel: number): boolean {
    return this.options.follows(channel);
  }

  /** Nothing passes between station and access point, or everything that the air lets through. */
  setSilent(silent: boolean): void {
    if (silent) this.air.down();
    else this.air.up();
  }

  /** Of a million frames, so many are lost for good from now on. */
  setLoss(lossPpm: number): void {
    if (lossPpm === this.lossPpm) return;
    this.lossPpm = lossPpm;
    this.air.setConditions(lossPpm > 0 ? { lossPpm } : {}, 'loss');
  }

  listenElsewhere(forNs: Duration): void {
    const { kernel } = this.options;
    this.return?.cancel();
    this.air.setConditions({ heldUntil: kernel.now + forNs }, 'elsewhere');
    this.return = kernel.after(forNs, () => this.air.setConditions({}, 'elsewhere'));
  }

  silence(): void {
    if (!this.over) this.detach();
    // A module without power, or that restarts, has forgotten what it knew.
    this.options.names.clear();
    this.client?.stop();
  }

  leave(): void {
    if (this.over) return;
    this.over = true;
    this.detach();
    this.options.ended('left');
    // Not at once: whoever leaves is not called back in the middle of it.
    this.options.kernel.after(0, () => this.vanish());
  }

  /**
   * The association ends from outside: the loss is reported first, then each stream.
   * @param code 802.11 reason code, where the access point gave one
   */
  lose(reason: LinkLoss, code?: number): void {
    if (this.over) return;
    this.over = true;
    this.detach();
    this.options.ended(reason, code);
    this.lost?.(reason, code);
    this.vanish();
  }

  private through(gateway: Network, { address }: AddressLease): Network {
    if (this.outside?.address === address) return this.outside.network;
    this.outside?.network.vanish();
    const { kernel, figures, radio, uplink, cell } = this.options;
    const passage = new Passage([radio, this.air, uplink]);
    const network = new GatewayNetwork({ kernel, figures, passage, behind: gateway });
    // What a host with an address that does not fit sends gets nowhere.
    if (!cell.point.subnet.contains(address)) network.cut();
    if (this.over) network.vanish();
    this.outside = { address, network };
    return network;
  }

  private vanish(): void {
    this.client?.stop();
    this.outside?.network.vanish();
    for (const network of this.networks) network.vanish();
    this.host?.vanish();
  }

  /** The address may not be used any more: the module is told first, then each stream is over. */
  private loseAddress(): void {
    this.detach();
    this.leaseChanged?.(undefined);
    this.outside?.network.vanish();
    this.outside = undefined;
    for (const network of this.networks.splice(0)) network.vanish();
    this.host?.vanish();
    this.host = undefined;
  }

  private detach(): void {
    this.outside?.network.cut();
    if (this.host !== undefined) this.options.internet.remove(this.host);
  }
}
