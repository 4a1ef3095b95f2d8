import type { Kernel } from '@w800/kernel';
import type { AddressLease } from '@w800/ports';
import { datagramRecord, udpDatagram, udpLost, type Datagram } from '../ip/datagram.ts';
import type { Path } from '../link/path.ts';
import type { WorldValues } from '../world-values.ts';
import { DhcpClient } from './dhcp-client.ts';
import {
  dhcpBytes,
  dhcpClientPort,
  dhcpServerPort,
  readDhcp,
  type DhcpPacket,
} from './dhcp-packet.ts';
import type { DhcpServer } from './dhcp-server.ts';
import { arpMessage, dhcpMessage } from './dhcp-trace.ts';

export interface DhcpClientUser {
  readonly mac: string;
  /** From the station to the servers of its network, and back. */
  readonly out: Path;
  readonly back: Path;
  /** Whether the station itself has an address already. */
  owns(address: string): boolean;
  bound(lease: AddressLease): void;
  lost(): void;
}

export interface DhcpNetworkOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly servers: readonly DhcpServer[];
  /** Whether a host has an address. */
  readonly isTaken: (address: string) => boolean;
}

const nobody = '0.0.0.0';
const everybody = '255.255.255.255';
const ipAndUdpBytes = 28;

/** One network with its DHCP servers, and the datagrams between them and a station. */
export class DhcpNetwork {
  readonly servers: readonly DhcpServer[];
  private readonly options: DhcpNetworkOptions;

  constructor(options: DhcpNetworkOptions) {
    this.options = options;
    this.servers = options.servers;
  }

  /** A station begins to ask for an address. */
  open(user: DhcpClientUser): DhcpClient {
    const { kernel, figures } = this.options;
    const { mac } = user;
    const client: DhcpClient = new DhcpClient({
      kernel,
      figures,
      mac,
      random: kernel.random.fork(`world.dhcp.${mac}.${kernel.now}`),
      wire: {
        send: (packet, to) => this.send(user, packet, to, (reply) => client.receive(reply)),
        probe: (address, taken) => this.probe(user, address, taken),
      },
      bound: (lease) => user.bound(lease),
      lost: () => user.lost(),
    });
    return client;
  }

  private send(
    user: DhcpClientUser,
    packet: DhcpPacket,
    to: string | undefined,
    receive: (reply: DhcpPacket) => void,
  ): void {
    this.tell(packet);
    const source = { address: packet.own ?? nobody, port: dhcpClientPort };
    const destination = { address: to ?? everybody, port: dhcpServerPort };
    const datagram = { source, destination, payload: dhcpBytes(packet) };
    this.see(datagram);
    this.carry(user.out, datagram, () => {
      const read = readDhcp(datagram.payload);
      if (read === undefined) return;
      for (const server of this.servers) {
        if (to !== undefined && server.address !== to) continue;
        server.receive(read, (reply) => this.answer(user, server, reply, receive));
      }
    });
  }

  private answer(
    user: DhcpClientUser,
    server: DhcpServer,
    packet: DhcpPacket,
    receive: (reply: DhcpPacket) => void,
  ): void {
    this.tell(packet);
    const source = { address: server.address, port: dhcpServerPort };
    // RFC 2131, 4.1: to the address it has or is to have; a NAK to everybody.
    const address = packet.own ?? packet.yours ?? everybody;
    const destination = { address, port: dhcpClientPort };
    const datagram = { source, destination, payload: dhcpBytes(packet) };
    this.carry(user.back, datagram, () => {
      this.see(datagram);
      const read = readDhcp(datagram.payload);
      if (read !== undefined) receive(read);
    });
  }

  /** Nobody but the owner of an address answers, so nothing happens while it has none. */
  private probe(user: DhcpClientUser, address: string, taken: () => void): void {
    const { kernel, isTaken } = this.options;
    const { mac } = user;
    kernel.trace.emit(arpMessage, { type: 'request', mac, address });
    if (user.owns(address)) return;
    if (!isTaken(address) && !this.servers.some((server) => server.isSquatted(address))) return;
    user.out.send(() => {
      kernel.trace.emit(arpMessage, { type: 'reply', mac, address });
      user.back.send(taken);
    });
  }

  private carry(path: Path, datagram: Datagram, arrived: () => void): void {
    const { trace } = this.options.kernel;
    const packet = { ipBytes: ipAndUdpBytes + datagram.payload.length, datagram };
    const lost = (): void => trace.emit(udpLost, datagramRecord(datagram));
    path.carry({ arrived, lost, arrivedAgain: arrived, packet });
  }

  private see(datagram: Datagram): void {
    const { trace } = this.options.kernel;
    if (trace.wants(udpDatagram)) trace.emit(udpDatagram, datagramRecord(datagram));
  }

  private tell({ type, mac, yours, requested, own }: DhcpPacket): void {
    const { trace } = this.options.kernel;
    if (!trace.wants(dhcpMessage)) return;
    trace.emit(dhcpMessage, { type, mac, address: yours ?? requested ?? own ?? nobody });
  }
}
