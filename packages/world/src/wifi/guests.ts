import { defineTraceKind, type Alarm, type Kernel } from '@w800/kernel';
import type { OnAir, OwnAccessPoint, Pending } from '@w800/ports';
import { dhcpExchange } from '../dhcp/dhcp-exchange.ts';
import type { Link } from '../link/link.ts';
import { Path } from '../link/path.ts';
import type { WorldValues } from '../world-values.ts';

export const airGuest = defineTraceKind<{
  mac: string;
  ssid: string;
  event:
    | 'joined'
    | 'no-access-point'
    | 'wrong-password'
    | 'refused'
    | 'left'
    | 'sent-away'
    | 'lost';
}>('wifi.air.guest', "A station of the world came to or went from a module's access point.");

/** A station of the world and where it wants to go. */
export interface GuestRequest {
  /** Six lower-case hexadecimal pairs with colons. */
  readonly mac: string;
  readonly ssid: string;
  /** Empty for an open access point. */
  readonly password: string;
}

/** What the stations of the world can be told. */
export interface GuestsControl {
  /** Tries once to join a module's access point, leaving where the station was. */
  join(request: GuestRequest): void;
  /** Leaves, if the station is anywhere. */
  leave(mac: string): void;
}

interface Guest {
  readonly own: OwnAccessPoint;
  /** What is still under way for it. */
  leasing: Pending | undefined;
}

/** The stations of the world at the access points of modules. */
export class Guests implements GuestsControl {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly radio: Link;
  private readonly onAir = new Set<OwnAccessPoint>();
  private readonly guests = new Map<string, Guest>();
  private readonly attempts = new Map<string, Alarm>();

  constructor(kernel: Kernel, figures: WorldValues, radio: Link) {
    this.kernel = kernel;
    this.figures = figures;
    this.radio = radio;
  }

  announce(own: OwnAccessPoint): OnAir {
    this.onAir.add(own);
    const drop = (mac: string): void => {
      if (this.guests.get(mac)?.own === own) this.forget(mac, 'sent-away');
    };
    return {
      drop,
      off: () => {
        for (const mac of this.guests.keys()) drop(mac);
        this.onAir.delete(own);
      },
    };
  }

  join(request: GuestRequest): void {
    const { mac } = request;
    this.leave(mac);
    const startedAt = this.kernel.now;
    const alarm = this.kernel.after(this.figures.joinNs, () => {
      this.attempts.delete(mac);
      const heard = !this.radio.wasSilent(startedAt, this.kernel.now);
      this.enter(request, heard ? this.find(request.ssid) : undefined);
    });
    this.attempts.set(mac, alarm);
  }

  leave(mac: string): void {
    this.attempts.get(mac)?.cancel();
    this.attempts.delete(mac);
    const guest = this.guests.get(mac);
    if (guest === undefined) return;
    this.forget(mac, 'left');
    new Path(this.kernel, [this.radio]).send(
      () => guest.own.left(mac),
      () => guest.own.silent(mac),
    );
  }

  /** The radio has been silent for so long that every station gives up. */
  lose(): void {
    for (const [mac, { own }] of this.guests) {
      this.forget(mac, 'lost');
      own.silent(mac);
    }
  }

  private enter(request: GuestRequest, own: OwnAccessPoint | undefined): void {
    const { mac, ssid, password } = request;
    const failure = own === undefined ? 'no-access-point' : own.admit(mac, password);
    this.kernel.trace.emit(airGuest, { mac, ssid, event: failure ?? 'joined' });
    if (own === undefined || failure !== undefined) return;
    const guest: Guest = { own, leasing: undefined };
    this.guests.set(mac, guest);
    guest.leasing = dhcpExchange({
      kernel: this.kernel,
      figures: this.figures,
      mac,
      path: new Path(this.kernel, [this.radio]),
      offer: () => own.offer(mac),
      done: () => own.lease(mac),
    });
  }

  private find(ssid: string): OwnAccessPoint | undefined {
    return [...this.onAir].find((own) => own.ssid === ssid);
  }

  private forget(mac: string, event: 'left' | 'sent-away' | 'lost'): void {
    const guest = this.guests.get(mac);
    if (guest === undefined) return;
    guest.leasing?.cancel();
    this.guests.delete(mac);
    this.kernel.trace.emit(airGuest, { mac, ssid: guest.own.ssid, event });
  }
}
