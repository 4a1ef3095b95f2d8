import { defineTraceKind, type Alarm, type Kernel } from '@w800/kernel';
import type {
  JoinOutcome,
  JoinRequest,
  LinkLoss,
  Network,
  OnAir,
  OwnAccessPoint,
  Pending,
  ScannedAccessPoint,
  WifiMedium,
} from '@w800/ports';
import type { AccessPoint } from './access-point.ts';
import { Association } from './association.ts';
import { DhcpServer } from '../dhcp/dhcp-server.ts';
import type { Guests } from './guests.ts';
import type { Internet } from '../ip/internet.ts';
import type { Link } from '../link/link.ts';
import { LwipStack } from '../tcp/lwip-stack.ts';
import type { WorldValues } from '../world-values.ts';

export const airJoin = defineTraceKind<{
  mac: string;
  ssid: string;
  bssid: string | undefined;
  outcome: 'joined' | 'no-access-point' | 'wrong-password';
}>('wifi.air.join', 'A station has tried to join an access point.');

export const airLeave = defineTraceKind<{ mac: string; bssid: string; reason: LinkLoss | 'left' }>(
  'wifi.air.leave',
  'A station is no longer at its access point.',
);

export interface AirOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly accessPoints: readonly AccessPoint[];
  readonly radio: Link;
  readonly uplink: Link;
  readonly internet: Internet;
  readonly guests: Guests;
  /** What the name servers of this world know, by lower-case name. */
  readonly names: ReadonlyMap<string, string>;
  /** Where the traffic of stations goes instead. */
  readonly gateway: Network | undefined;
}

/** The air with its access points. No event is spent on a beacon: only silence has one. */
export class Air implements WifiMedium {
  private readonly options: AirOptions;
  private readonly associations = new Map<string, Association>();
  private readonly stacks = new Map<string, LwipStack>();
  private readonly dhcp = new Map<string, DhcpServer>();
  private silence: Alarm | undefined;

  constructor(options: AirOptions) {
    this.options = options;
    const { kernel, figures, accessPoints, internet, radio, uplink } = options;
    for (const accessPoint of accessPoints) {
      internet.server(accessPoint.gateway, [uplink]);
      const isTaken = (address: string): boolean => internet.isTaken(address);
      const server = new DhcpServer({ kernel, figures, accessPoint, isTaken });
      this.dhcp.set(accessPoint.bssid, server);
    }
    radio.onChange((up) => this.hear(up));
  }

  scan(): readonly ScannedAccessPoint[] {
    if (!this.options.radio.isUp) return [];
    return this.options.accessPoints.map(({ ssid, bssid, channel, rssi, security, hidden }) => {
      return { ssid, bssid, channel, rssi, security, hidden };
    });
  }

  join(request: JoinRequest, done: (outcome: JoinOutcome) => void): Pending {
    const { kernel, figures, radio } = this.options;
    const startedAt = kernel.now;
    const accessPoint = radio.isUp ? this.find(request) : undefined;
    const isAdmitted = accessPoint !== undefined && admits(accessPoint, request.password);
    const waitNs =
      accessPoint === undefined || isAdmitted ? figures.joinNs : figures.wrongPasswordNs;
    const alarm = kernel.after(waitNs, () => {
      const heard = !radio.wasSilent(startedAt, kernel.now);
      const reached = heard ? accessPoint : undefined;
      done(this.conclude(request, reached, isAdmitted));
    });
    return { cancel: () => alarm.cancel() };
  }

  /** Every access point sends its stations away. Out of reach, none hears of it. */
  drop(): void {
    if (!this.options.radio.isUp) return;
    // Losing one takes it out of the map.
    for (const association of Array.from(this.associations.values())) {
      association.lose('deauthenticated');
    }
  }

  announce(own: OwnAccessPoint): OnAir {
    return this.options.guests.announce(own);
  }

  private conclude(
    request: JoinRequest,
    accessPoint: AccessPoint | undefined,
    isAdmitted: boolean,
  ): JoinOutcome {
    const { mac, ssid } = request;
    const report = (outcome: 'joined' | 'no-access-point' | 'wrong-password'): void =>
      this.options.kernel.trace.emit(airJoin, { mac, ssid, bssid: accessPoint?.bssid, outcome });
    if (accessPoint === undefined) {
      report('no-access-point');
      return { ok: false, reason: 'no-access-point' };
    }
    if (!isAdmitted) {
      report('wrong-password');
      return { ok: false, reason: 'wrong-password' };
    }
    report('joined');
    return { ok: true, link: this.associate(accessPoint, mac) };
  }

  private associate(accessPoint: AccessPoint, mac: string): Association {
    // A station that associates anew has forgotten what it was.
    this.associations.get(mac)?.leave();
    const { kernel, figures, radio, uplink, internet, names, gateway } = this.options;
    const association: Association = new Association({
      kernel,
      figures,
      accessPoint,
      mac,
      radio,
      uplink,
      dhcp: this.dhcpOf(accessPoint),
      internet,
      gateway,
      stack: this.stackOf(mac),
      answer: (server, name) => {
        // Inside the network only the gateway serves names; outside, a public resolver does.
        const isInside = accessPoint.subnet.contains(server);
        if (isInside && server !== accessPoint.gateway) return undefined;
        const address = names.get(name);
        return address === undefined ? {} : { address };
      },
      ended: (reason) => {
        if (this.associations.get(mac) === association) this.associations.delete(mac);
        kernel.trace.emit(airLeave, { mac, bssid: accessPoint.bssid, reason });
      },
    });
    this.associations.set(mac, association);
    return association;
  }

  /** The strongest access point that fits; a hidden one answers to its name. */
  private find(request: JoinRequest): AccessPoint | undefined {
    const { ssid, bssid } = request;
    const fitting = this.options.accessPoints.filter(
      (point) =>
        point.ssid === ssid && (bssid === undefined || point.bssid === bssid.toLowerCase()),
    );
    return fitting.toSorted((a, b) => b.rssi - a.rssi)[0];
  }

  private hear(up: boolean): void {
    this.silence?.cancel();
    if (up) return;
    const { kernel, figures, guests } = this.options;
    this.silence = kernel.after(figures.beaconsLostNs, () => {
      for (const association of this.associations.values()) association.lose('beacons-lost');
      guests.lose();
    });
  }

  private dhcpOf(accessPoint: AccessPoint): DhcpServer {
    const server = this.dhcp.get(accessPoint.bssid);
    return server ?? this.options.kernel.fail('every access point has a DHCP server');
  }

  private stackOf(mac: string): LwipStack {
    const known = this.stacks.get(mac);
    if (known !== undefined) return known;
    const stack = new LwipStack(this.options.kernel, this.options.figures, mac);
    this.stacks.set(mac, stack);
    return stack;
  }
}

/** An open access point asks for nothing. */
function admits(accessPoint: AccessPoint, password: string): boolean {
  return accessPoint.security === 0 || accessPoint.password === password;
}
