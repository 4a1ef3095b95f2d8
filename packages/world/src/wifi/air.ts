import { defineTraceKind, type Alarm, type Instant, type Kernel, type Random } from '@w800/kernel';
import type {
  JoinFailure,
  JoinOutcome,
  JoinRequest,
  LinkLoss,
  Network,
  OnAir,
  OwnAccessPoint,
  Pending,
  Probe,
  ScannedAccessPoint,
  WifiMedium,
} from '@w800/ports';
import type { AccessPoint } from './access-point.ts';
import { AccessPoints } from './access-points.ts';
import { Association } from './association.ts';
import { Cell, type Refusal } from './cell.ts';
import type { DhcpNetwork } from '../dhcp/dhcp-network.ts';
import type { DhcpServers } from '../dhcp/dhcp-servers.ts';
import { NameTable } from '../dns/name-table.ts';
import type { Guests } from './guests.ts';
import { Interference } from './interference.ts';
import type { Internet } from '../ip/internet.ts';
import type { Link } from '../link/link.ts';
import { LwipStack } from '../tcp/lwip-stack.ts';
import { reasonCodes } from './reason-codes.ts';
import { statusCodes } from './status-codes.ts';
import type { WorldValues } from '../world-values.ts';

export const airProbe = defineTraceKind<{
  mac: string;
  channel: number;
  /** The name asked for; empty: any. */
  ssid: string;
  /** Who answers. */
  bssids: readonly string[];
}>('wifi.air.probe', 'A station has asked who is there on a channel.');

export const airJoin = defineTraceKind<{
  mac: string;
  ssid: string;
  bssid: string | undefined;
  channel: number | undefined;
  outcome: 'joined' | JoinFailure;
  /** 802.11 status code of the answer; undefined where there was none. */
  status: number | undefined;
  /** 802.11 association identifier, 1 to 2007. */
  aid: number | undefined;
  listenInterval: number;
  /** Nanoseconds from the first frame to the last. */
  tookNs: number;
}>('wifi.air.join', 'A station has tried to join an access point.');

export const airLeave = defineTraceKind<{
  mac: string;
  bssid: string;
  channel: number;
  reason: LinkLoss | 'left';
  /** 802.11 reason code; undefined where no frame said it. */
  code: number | undefined;
}>('wifi.air.leave', 'A station is no longer at its access point.');

export interface AirOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly accessPoints: readonly AccessPoint[];
  readonly radio: Link;
  readonly uplink: Link;
  readonly internet: Internet;
  readonly guests: Guests;
  readonly dhcp: DhcpServers;
  /** Where the traffic of stations goes instead. */
  readonly gateway: Network | undefined;
}

/** The air with its access points. No event is spent on a beacon: only silence has one. */
export class Air implements WifiMedium {
  /** What can be done to the access points. */
  readonly accessPoints: AccessPoints;
  /** What is in the way of frames. */
  readonly interference: Interference;
  private readonly options: AirOptions;
  private readonly cells: readonly Cell[];
  /** How often each station has come in. */
  private readonly joins = new Map<string, number>();
  private readonly associations = new Map<string, Association>();
  private readonly stacks = new Map<string, LwipStack>();
  private readonly names = new Map<string, NameTable>();
  private silence: Alarm | undefined;
  private luck: Random | undefined;

  constructor(options: AirOptions) {
    this.options = options;
    const { kernel, figures, accessPoints, internet, radio, uplink } = options;
    for (const accessPoint of accessPoints) {
      internet.server(accessPoint.gateway, [uplink]);
    }
    const interference = new Interference(kernel);
    this.interference = interference;
    this.cells = accessPoints.map(
      (point) => new Cell({ kernel, figures, point, radio, interference }),
    );
    this.accessPoints = new AccessPoints(this.cells);
    radio.onChange((up) => this.hear(up));
  }

  scan(probe?: Probe): readonly ScannedAccessPoint[] {
    const heard = this.cells.filter(({ isHeard }) => isHeard).map(({ scanned }) => scanned);
    if (probe !== undefined) this.traceProbe(probe, heard);
    return heard;
  }

  join(request: JoinRequest, done: (outcome: JoinOutcome) => void): Pending {
    const { kernel, figures } = this.options;
    const startedAt = kernel.now;
    const cell = this.find(request);
    const { channel } = cell ?? {};
    const isKeyWrong = cell?.judge(request)?.reason === 'wrong-password';
    const waitNs = isKeyWrong ? figures.wrongPasswordNs : figures.joinNs;
    const alarm = kernel.after(waitNs, () => {
      const stayed = cell?.channel === channel && cell?.wasHeardSince(startedAt) === true;
      const reached = stayed && !this.isLost(cell) ? cell : undefined;
      done(this.conclude(request, reached, startedAt));
    });
    return { cancel: () => alarm.cancel() };
  }

  announce(own: OwnAccessPoint): OnAir {
    return this.options.guests.announce(own);
  }

  /** What the access point says at the end, when it was in reach all the time. */
  private conclude(request: JoinRequest, cell: Cell | undefined, startedAt: Instant): JoinOutcome {
    const refusal: Refusal | undefined =
      cell === undefined ? { reason: 'no-access-point' } : cell.judge(request);
    if (cell === undefined || refusal !== undefined) {
      const failure = refusal ?? { reason: 'no-access-point' };
      if (failure.reason === 'refused') cell?.countRefusal();
      this.traceJoin(request, cell, startedAt, failure, undefined);
      return { ok: false, ...failure };
    }
    const { mac } = request;
    // A station that associates anew has forgotten what it was.
    this.associations.get(mac)?.leave();
    const association = this.associate(cell, request);
    const aid = cell.enter(association, mac);
    this.traceJoin(request, cell, startedAt, undefined, aid);
    return { ok: true, link: association };
  }

  private associate(cell: Cell, request: JoinRequest): Association {
    const { mac, follows = () => true } = request;
    const { point } = cell;
    const { kernel, figures, radio, uplink, internet, gateway } = this.options;
    const number = (this.joins.get(mac) ?? 0) + 1;
    this.joins.set(mac, number);
    const association: Association = new Association({
      kernel,
      figures,
      cell,
      mac,
      number,
      follows,
      radio,
      uplink,
      dhcp: this.dhcpOf(point),
      internet,
      gateway,
      stack: this.stackOf(mac),
      names: this.namesOf(mac),
      ended: (reason, code) => {
        const { channel } = association;
        cell.exit(association, mac);
        if (this.associations.get(mac) === association) this.associations.delete(mac);
        const said = reason === 'left' ? reasonCodes.stationLeft : code;
        kernel.trace.emit(airLeave, { mac, bssid: point.bssid, channel, reason, code: said });
      },
    });
    this.associations.set(mac, association);
    return association;
  }

  /** The strongest access point that fits; a hidden one answers to its name. */
  private find(request: JoinRequest): Cell | undefined {
    const { ssid, bssid } = request;
    const fitting = this.cells.filter(
      ({ isHeard, point }) =>
        isHeard &&
        point.ssid === ssid &&
        (bssid === undefined || point.bssid === bssid.toLowerCase()),
    );
    return fitting.toSorted((a, b) => b.rssi - a.rssi)[0];
  }

  /** Whether the frames of a join are lost; nothing is drawn while the air is good. */
  private isLost({ lossPpm }: Cell): boolean {
    if (lossPpm === 0) return false;
    this.luck ??= this.options.kernel.random.fork('world.air.join');
    return this.luck.chance(lossPpm, 1_000_000);
  }

  private hear(up: boolean): void {
    this.silence?.cancel();
    if (up) return;
    const { kernel, figures, guests } = this.options;
    this.silence = kernel.after(figures.beaconsLostNs, () => guests.lose());
  }

  private traceProbe({ mac, channel, ssid }: Probe, heard: readonly ScannedAccessPoint[]): void {
    const { trace } = this.options.kernel;
    if (!trace.wants(airProbe)) return;
    const answering = heard.filter(
      (point) =>
        point.channel === channel && (ssid === undefined ? !point.hidden : point.ssid === ssid),
    );
    const bssids = answering.map(({ bssid }) => bssid);
    trace.emit(airProbe, { mac, channel, ssid: ssid ?? '', bssids });
  }

  private traceJoin(
    { mac, ssid, listenIntervalBeacons: listenInterval = 1 }: JoinRequest,
    cell: Cell | undefined,
    startedAt: Instant,
    refusal: Refusal | undefined,
    aid: number | undefined,
  ): void {
    const { now, trace } = this.options.kernel;
    if (!trace.wants(airJoin)) return;
    // Where the key is wrong the access point has taken the station before it looks at the key.
    const taken = cell === undefined ? undefined : statusCodes.success;
    trace.emit(airJoin, {
      mac,
      ssid,
      bssid: cell?.point.bssid,
      channel: cell?.channel,
      outcome: refusal?.reason ?? 'joined',
      status: refusal?.status ?? taken,
      aid,
      listenInterval,
      tookNs: now - startedAt,
    });
  }

  private dhcpOf(accessPoint: AccessPoint): DhcpNetwork {
    const server = this.options.dhcp.at(accessPoint.gateway);
    return server ?? this.options.kernel.fail('every access point has a DHCP server');
  }

  private namesOf(mac: string): NameTable {
    const known = this.names.get(mac);
    if (known !== undefined) return known;
    const table = new NameTable(this.options.kernel, this.options.figures, mac);
    this.names.set(mac, table);
    return table;
  }

  private stackOf(mac: string): LwipStack {
    const known = this.stacks.get(mac);
    if (known !== undefined) return known;
    const stack = new LwipStack(this.options.kernel, this.options.figures, mac);
    this.stacks.set(mac, stack);
    return stack;
  }
}
