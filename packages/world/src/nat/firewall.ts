import { WorldError } from '../world-error.ts';
import type { Packet } from '../link/gate.ts';
import type { Direction } from '../link/link-conditions.ts';
import { isAddress, Subnet } from '../ip/subnet.ts';
import { flowOf } from './flow.ts';
import type { Refusal } from './refusal.ts';

/** What a router does not let through. What is left out does not matter. */
export interface FirewallRule {
  readonly protocol?: 'tcp' | 'udp';
  /** Of the server. 1 to 65535. */
  readonly port?: number;
  /** Of the server: an address, or a network as in `203.0.113.0/24`. */
  readonly address?: string;
  /** One way only. */
  readonly direction?: Direction;
  /** What TCP segments from a module get. Default: silence. */
  readonly answer?: Refusal;
}

interface Rule extends FirewallRule {
  readonly covers: (address: string) => boolean;
}

/** What a router does not let through. */
export class Firewall {
  private readonly rules = new Set<Rule>();

  get isOn(): boolean {
    return this.rules.size > 0;
  }

  /**
   * @returns what takes the rule away again
   * @throws WorldError when its port or address cannot be
   */
  add(rule: FirewallRule): () => void {
    const { port } = rule;
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      throw new WorldError('WORLD_BAD_ADDRESS', `no port is ${port}`, 'use 1 to 65535');
    }
    const added = { ...rule, covers: coverOf(rule.address) };
    this.rules.add(added);
    return () => this.rules.delete(added);
  }

  /** How a packet that gets no further is treated. */
  refusalOf(packet: Packet, direction: Direction): Refusal | undefined {
    const flow = this.rules.size === 0 ? undefined : flowOf(packet, direction);
    if (flow === undefined) return undefined;
    for (const rule of this.rules) {
      const { protocol = flow.protocol, port = flow.outside.port } = rule;
      if (protocol !== flow.protocol || port !== flow.outside.port) continue;
      if ((rule.direction ?? direction) !== direction || !rule.covers(flow.outside.address)) {
        continue;
      }
      return rule.answer ?? 'silence';
    }
    return undefined;
  }
}

function coverOf(address: string | undefined): (address: string) => boolean {
  if (address === undefined) return () => true;
  if (isAddress(address)) return (other) => other === address;
  const network = new Subnet(address);
  return (other) => network.contains(other);
}
