import type { DatagramSocket, Endpoint } from '@w800/ports';
import type { Datagram } from './datagram.ts';
import { WorldError } from '../world-error.ts';

type Receiver = (bytes: Uint8Array, from: Endpoint) => void;

/** The UDP sockets of a machine. */
export class UdpHost {
  private readonly address: string;
  private readonly transmit: (datagram: Datagram) => void;
  private readonly receivers = new Map<number, Receiver | undefined>();
  private readonly hidden = new Set<number>();

  constructor(address: string, transmit: (datagram: Datagram) => void) {
    this.address = address;
    this.transmit = transmit;
  }

  /** How many of the sockets take a place in a table of sockets. */
  get socketCount(): number {
    return this.receivers.size - this.hidden.size;
  }

  isTaken(port: number): boolean {
    return this.receivers.has(port);
  }

  /**
   * @param isCounted false for the stack's own, which takes no place in the table of sockets
   * @throws WorldError when the port has a socket already
   */
  open(port: number, isCounted = true): DatagramSocket {
    const { address, receivers } = this;
    if (receivers.has(port)) {
      throw new WorldError(
        'WORLD_PORT_TAKEN',
        `something listens on ${address}:${port} already`,
        'give each server an address and port of its own',
      );
    }
    receivers.set(port, undefined);
    if (!isCounted) this.hidden.add(port);
    const local = { address, port };
    let isOpen = true;
    return {
      local,
      onReceive: (receiver) => {
        if (isOpen) receivers.set(port, receiver);
      },
      send: (to, bytes) => {
        if (isOpen)
          this.transmit({ source: local, destination: to, payload: new Uint8Array(bytes) });
      },
      close: () => {
        if (!isOpen) return;
        receivers.delete(port);
        this.hidden.delete(port);
        isOpen = false;
      },
    };
  }

  /** A datagram for this address has arrived; without a receiver it is dropped. */
  receive({ source, destination, payload }: Datagram): void {
    this.receivers.get(destination.port)?.(payload, source);
  }
}
