import type { Kernel } from '@w800/kernel';
import type { AddressLease, LinkLoss, Network, Pending, WifiLink } from '@w800/ports';
import type { AccessPoint } from './access-point.ts';
import type { DhcpServer } from '../dhcp/dhcp-server.ts';
import { GatewayNetwork } from '../gateway/gateway-network.ts';
import { Passage } from '../gateway/passage.ts';
import type { Internet } from '../ip/internet.ts';
import type { Link } from '../link/link.ts';
import type { LwipStack } from '../tcp/lwip-stack.ts';
import { Path } from '../link/path.ts';
import { StationNetwork } from '../ip/station-network.ts';
import type { TcpHost } from '../tcp/tcp-host.ts';
import type { WorldValues } from '../world-values.ts';

export interface AssociationOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly accessPoint: AccessPoint;
  readonly mac: string;
  readonly radio: Link;
  readonly uplink: Link;
  readonly dhcp: DhcpServer;
  readonly internet: Internet;
  readonly stack: LwipStack;
  /** Where all traffic goes instead of the internet of the world. */
  readonly gateway: Network | undefined;
  readonly answer: (server: string, name: string) => { readonly address?: string } | undefined;
  /** The station is no longer there, for whatever reason. */
  readonly ended: (reason: LinkLoss | 'left') => void;
}

/** A station at an access point, until it leaves or is lost. */
export class Association implements WifiLink {
  private readonly options: AssociationOptions;
  private lost: ((reason: LinkLoss) => void) | undefined;
  private readonly networks: StationNetwork[] = [];
  private outside: { readonly address: string; readonly network: GatewayNetwork } | undefined;
  private host: TcpHost | undefined;
  private leasing: Pending | undefined;
  private fits = false;
  private over = false;

  constructor(options: AssociationOptions) {
    this.options = options;
  }

  get ssid(): string {
    return this.options.accessPoint.ssid;
  }

  get bssid(): string {
    return this.options.accessPoint.bssid;
  }

  get channel(): number {
    return this.options.accessPoint.channel;
  }

  get rssi(): number {
    return this.options.accessPoint.rssi;
  }

  requestLease(done: (lease: AddressLease) => void): Pending {
    if (this.over) return { cancel: () => {} };
    const { kernel, radio, dhcp, mac } = this.options;
    this.leasing = dhcp.request(mac, new Path(kernel, [radio]), done);
    return this.leasing;
  }

  network(lease: AddressLease): Network {
    const { kernel, figures, radio, uplink, internet, stack, accessPoint, gateway } = this.options;
    if (gateway !== undefined) return this.through(gateway, lease);
    const links = [radio, uplink];
    if (this.host?.address !== lease.address) {
      this.detach();
      this.host?.vanish();
      // Nothing stops a host from giving itself an address that does not fit, or another's.
      this.fits = accessPoint.subnet.contains(lease.address) && !internet.isTaken(lease.address);
      this.host = internet[this.fits ? 'station' : 'stray'](lease.address, links, stack);
    }
    const { host } = this;
    const answer = this.fits ? this.options.answer : () => undefined;
    const network = new StationNetwork({ kernel, figures, lease, host, links, answer });
    if (this.over) network.vanish();
    else this.networks.push(network);
    return network;
  }

  onLost(lost: (reason: LinkLoss) => void): void {
    this.lost = lost;
  }

  leave(): void {
    if (this.over) return;
    this.over = true;
    this.detach();
    this.options.ended('left');
    // Not at once: whoever leaves is not called back in the middle of it.
    this.options.kernel.after(0, () => this.vanish());
  }

  /** The association ends from outside: the loss is reported first, then each stream. */
  lose(reason: LinkLoss): void {
    if (this.over) return;
    this.over = true;
    this.detach();
    this.options.ended(reason);
    this.lost?.(reason);
    this.vanish();
  }

  private through(gateway: Network, { address }: AddressLease): Network {
    if (this.outside?.address === address) return this.outside.network;
    this.outside?.network.vanish();
    const { kernel, figures, radio, uplink, accessPoint } = this.options;
    const passage = new Passage([radio, uplink]);
    const network = new GatewayNetwork({ kernel, figures, passage, behind: gateway });
    // What a host with an address that does not fit sends gets nowhere.
    if (!accessPoint.subnet.contains(address)) network.cut();
    if (this.over) network.vanish();
    this.outside = { address, network };
    return network;
  }

  private vanish(): void {
    this.leasing?.cancel();
    this.outside?.network.vanish();
    for (const network of this.networks) network.vanish();
    this.host?.vanish();
  }

  private detach(): void {
    this.outside?.network.cut();
    if (this.host !== undefined) this.options.internet.remove(this.host);
  }
}
