import type { Kernel } from '@w800/kernel';
import { Behaviour } from '../ip/behaviour.ts';
import type { WorldValues } from '../world-values.ts';
import type { DhcpBehaviour } from './dhcp-behaviour.ts';
import type { DhcpPacket } from './dhcp-packet.ts';
import type { DhcpPool } from './dhcp-pool.ts';

export interface DhcpServerOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  /** Its own address. */
  readonly address: string;
  readonly netmask: string;
  readonly pool: DhcpPool;
  readonly behaviour: DhcpBehaviour;
}

/** A DHCP server of the surroundings. */
export class DhcpServer {
  readonly address: string;
  private readonly options: DhcpServerOptions;
  private readonly behaviour: Behaviour<DhcpBehaviour>;
  private squatted: string | undefined;

  constructor(options: DhcpServerOptions) {
    this.options = options;
    this.address = options.address;
    this.behaviour = new Behaviour(options.behaviour);
  }

  /** Changes what it does; see `Behaviour`. */
  change(parts: Partial<DhcpBehaviour>, layer?: string): () => void {
    if (parts.conflicts !== undefined) this.squatted = undefined;
    return this.behaviour.change(parts, layer);
  }

  /** Whether a stranger answers for an address this server gives out. */
  isSquatted(address: string): boolean {
    return this.behaviour.now.conflicts && address === this.squatted;
  }

  /** A message has come. The answer, if there is one, is handed over when it leaves. */
  receive(packet: DhcpPacket, answer: (packet: DhcpPacket) => void): void {
    const { kernel, figures } = this.options;
    const { silent, delayNs } = this.behaviour.now;
    if (packet.type === 'decline' && packet.server === this.address) this.beDeclined(packet);
    if (silent || (packet.type !== 'discover' && packet.type !== 'request')) return;
    kernel.after(figures.dhcpAnswerNs + delayNs, () => {
      const reply = packet.type === 'discover' ? this.offer(packet) : this.decide(packet);
      if (reply !== undefined) answer(reply);
    });
  }

  private offer(packet: DhcpPacket): DhcpPacket | undefined {
    const { pool } = this.options;
    const address = this.behaviour.now.exhausted
      ? pool.known(packet.mac)
      : pool.addressFor(packet.mac);
    if (address === undefined) return undefined;
    this.squatted ??= address;
    return this.grant('offer', packet, address);
  }

  private decide(packet: DhcpPacket): DhcpPacket | undefined {
    const { refuses } = this.behaviour.now;
    const isNew = packet.own === undefined;
    // A request that is not for this server is an answer to another's offer.
    if (isNew && packet.server !== this.address) return undefined;
    const known = this.options.pool.known(packet.mac);
    // Who asks everybody may mean another server.
    if (known === undefined && !isNew) return undefined;
    const refused = refuses === 'all' || refuses === (isNew ? 'requests' : 'renewals');
    const wanted = packet.requested ?? packet.own;
    if (refused || known === undefined || known !== wanted) {
      const { xid, mac } = packet;
      return { type: 'nak', xid, mac, server: this.address };
    }
    return this.grant('ack', packet, known);
  }

  private grant(type: 'offer' | 'ack', { xid, mac, own }: DhcpPacket, yours: string): DhcpPacket {
    const { gateway, nameServers, leaseSeconds: lease } = this.behaviour.now;
    const { netmask } = this.options;
    return {
      type,
      xid,
      mac,
      yours,
      ...(own === undefined ? {} : { own }),
      server: this.address,
      lease,
      netmask,
      ...(gateway === undefined ? {} : { gateway }),
      nameServers,
    };
  }

  private beDeclined({ mac, requested }: DhcpPacket): void {
    if (requested !== undefined) this.options.pool.decline(mac, requested);
  }
}
