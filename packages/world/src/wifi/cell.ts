import { defineTraceKind, microsecond, type Alarm, type Instant, type Kernel } from '@w800/kernel';
import type { JoinFailure, JoinRequest, LinkLoss, ScannedAccessPoint } from '@w800/ports';
import type { Link } from '../link/link.ts';
import type { WorldValues } from '../world-values.ts';
import type { AccessPointControl, JoinRefusal } from './access-point-control.ts';
import { checkAccessPointValue, type AccessPoint } from './access-point.ts';
import type { Interference } from './interference.ts';
import { reasonCodes } from './reason-codes.ts';
import { bothLossesPpm, signalLossPpm } from './signal-loss.ts';
import { statusCodes } from './status-codes.ts';

export const airAccessPoint = defineTraceKind<{
  bssid: string;
  ssid: string;
  channel: number;
  /** dBm at the modules. */
  rssi: number;
  change: 'up' | 'down' | 'muted' | 'unmuted' | 'beacons' | 'signal' | 'channel' | 'rules';
  /** Whether a station on its channel hears its beacons now. */
  heard: boolean;
}>('wifi.air.access-point', 'An access point is another than it was.');

export interface CellOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly point: AccessPoint;
  readonly radio: Link;
  readonly interference: Interference;
}

/** What an access point says to a station that wants in. */
export interface Refusal {
  readonly reason: JoinFailure;
  /** 802.11 status code; absent where it is the key handshake that fails. */
  readonly status?: number;
}

/** A station as its access point deals with it. */
export interface CellStation {
  /** How much of what passes between the two is lost. */
  setLoss(lossPpm: number): void;
  /** Whether nothing passes. */
  setSilent(silent: boolean): void;
  /** Whether it goes along to another channel. */
  follows(channel: number): boolean;
  lose(reason: LinkLoss, code?: number): void;
}

const timeUnit = 1_024 * microsecond;

/** An access point at work: what it is at the moment and who is at it. */
export class Cell implements AccessPointControl {
  readonly point: AccessPoint;
  private readonly options: CellOptions;
  /** Who is at it, by address. */
  private readonly stations = new Map<string, CellStation>();
  /** 802.11 association identifiers, by address. */
  private readonly identifiers = new Map<string, number>();
  /** Who it does not know any more and has not been told so. */
  private forgotten: readonly CellStation[] = [];
  private isUp: boolean;
  private isMute = false;
  private sendsBeacons = true;
  private rssiNow: number;
  private channelNow: number;
  private keyNow: string;
  private stationsMax: number;
  private refusing: JoinRefusal | undefined;
  /** Its beacons come at multiples of their interval from here on. */
  private startedAt: Instant = 0;
  private heardSince: Instant | undefined;
  private silence: Alarm | undefined;

  constructor(options: CellOptions) {
    const { point, radio, interference } = options;
    this.options = options;
    this.point = point;
    this.isUp = point.up;
    this.rssiNow = point.rssi;
    this.channelNow = point.channel;
    this.keyNow = point.password;
    this.stationsMax = point.stationsMax;
    this.heardSince = this.isHeard ? 0 : undefined;
    radio.onChange(() => this.listen());
    interference.onChange(() => this.applyLosses());
  }

  get channel(): number {
    return this.channelNow;
  }

  get rssi(): number {
    return this.rssiNow;
  }

  /** Whether a station on its channel hears its beacons and the answers to probes. */
  get isHeard(): boolean {
    return this.reaches && this.sendsBeacons;
  }

  /** Whether what it says to a station arrives. */
  private get reaches(): boolean {
    const isStrong = this.rssiNow >= this.options.figures.rssiHeardMin;
    return this.isUp && !this.isMute && isStrong && this.options.radio.isUp;
  }

  /** Of a million frames between it and a station, how many are lost for good. */
  get lossPpm(): number {
    const { figures, interference } = this.options;
    return bothLossesPpm(
      signalLossPpm(figures, this.rssiNow),
      interference.lossPpm(this.channelNow),
    );
  }

  /** As a scan shows it. */
  get scanned(): ScannedAccessPoint {
    const { ssid, bssid, security, hidden, protocols } = this.point;
    const { channelNow: channel, rssiNow: rssi } = this;
    return { ssid, bssid, channel, rssi, security, hidden, protocols };
  }

  /** Whether it was heard all the time from an instant on. */
  wasHeardSince(instant: Instant): boolean {
    return this.heardSince !== undefined && this.heardSince <= instant;
  }

  /** What it answers to a station; undefined lets it in. The rules first, then the key. */
  judge(request: JoinRequest): Refusal | undefined {
    const { point, refusing } = this;
    const { mac, protocols = point.protocols, listenIntervalBeacons = 1 } = request;
    const refused = (status: number): Refusal => ({ reason: 'refused', status });
    if ((protocols & point.protocols) === 0) {
      const { basicRates, highThroughput } = statusCodes;
      return refused(point.protocols === 4 ? highThroughput : basicRates);
    }
    if (listenIntervalBeacons > point.listenIntervalMax) return refused(statusCodes.listenInterval);
    if (refusing !== undefined && refusing.times !== 0) return refused(refusing.status);
    const isNew = !this.stations.has(mac);
    if (isNew && this.stations.size >= this.stationsMax) return refused(statusCodes.full);
    const isOpen = point.security === 0;
    return isOpen || request.password === this.keyNow ? undefined : { reason: 'wrong-password' };
  }

  /** A refusal has been spoken. */
  countRefusal(): void {
    const { refusing } = this;
    if (refusing?.times === undefined || refusing.times === 0) return;
    this.refusing = { ...refusing, times: refusing.times - 1 };
  }

  /** Takes a station in. Returns its 802.11 association identifier: the lowest that is free. */
  enter(station: CellStation, mac: string): number {
    const taken = new Set(this.identifiers.values());
    let identifier = 1;
    while (taken.has(identifier)) identifier += 1;
    this.stations.set(mac, station);
    this.identifiers.set(mac, identifier);
    station.setLoss(this.lossPpm);
    return identifier;
  }

  /** A station is no longer there. */
  exit(station: CellStation, mac: string): void {
    if (this.stations.get(mac) !== station) return;
    this.stations.delete(mac);
    this.identifiers.delete(mac);
  }

  up(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.startedAt = this.options.kernel.now;
    this.changed('up');
    // Whoever did not notice sends on, to an access point that does not know it.
    const { forgotten } = this;
    this.forgotten = [];
    if (!this.reaches) return;
    for (const one of forgotten) one.lose('deauthenticated', reasonCodes.unknownStation);
  }

  down(): void {
    if (!this.isUp) return;
    this.forgotten = this.abandon();
    this.isUp = false;
    this.changed('down');
  }

  drop(code: number = reasonCodes.unspecified): void {
    // Out of reach, none hears of it.
    if (!this.reaches) return;
    for (const one of this.stations.values()) one.lose('deauthenticated', code);
  }

  signal(rssi: number | undefined): void {
    const next = rssi ?? this.point.rssi;
    checkAccessPointValue('rssi', next);
    if (next === this.rssiNow) return;
    this.rssiNow = next;
    this.applyLosses();
    this.changed('signal');
  }

  loseBeacons(lost: boolean): void {
    this.sendsBeacons = !lost;
    this.changed('beacons');
  }

  mute(muted: boolean): void {
    if (muted === this.isMute) return;
    this.isMute = muted;
    for (const one of this.stations.values()) one.setSilent(muted);
    this.changed(muted ? 'muted' : 'unmuted');
  }

  refuse(rule: JoinRefusal | undefined): void {
    this.refusing = rule;
    this.changed('rules');
  }

  limit(stationsMax: number | undefined): void {
    const next = stationsMax ?? this.point.stationsMax;
    checkAccessPointValue('stationsMax', next);
    this.stationsMax = next;
    this.changed('rules');
  }

  password(password: string | undefined): void {
    const next = password ?? this.point.password;
    if (next === this.keyNow) return;
    this.keyNow = next;
    this.changed('rules');
    this.drop(reasonCodes.noLongerValid);
  }

  moveTo(channel: number | undefined, announced: boolean): void {
    const next = channel ?? this.point.channel;
    checkAccessPointValue('channel', next);
    if (next === this.channelNow) return;
    const strays = new Set<CellStation>();
    for (const one of this.stations.values()) {
      if (!announced || !this.isHeard || !one.follows(next)) strays.add(one);
    }
    this.abandon(strays);
    this.channelNow = next;
    this.applyLosses();
    this.changed('channel');
  }

  /** What makes it inaudible or audible is followed here; beacons themselves cost nothing. */
  private listen(): void {
    const { kernel } = this.options;
    if (this.isHeard === (this.heardSince !== undefined)) return;
    this.silence?.cancel();
    if (this.isHeard) {
      this.heardSince = kernel.now;
      return;
    }
    this.heardSince = undefined;
    this.silence = kernel.at(this.patienceEndsAt(), () => {
      for (const one of this.stations.values()) one.lose('beacons-lost');
    });
  }

  /**
   * Stations that hear nothing of it from now on and do not know why.
   * @param who all of them when absent
   */
  private abandon(who: ReadonlySet<CellStation> = new Set(this.stations.values())) {
    const list = [...who];
    if (list.length === 0) return list;
    for (const [mac, one] of this.stations) if (who.has(one)) this.exit(one, mac);
    for (const one of list) one.setSilent(true);
    this.options.kernel.at(this.patienceEndsAt(), () => {
      for (const one of list) one.lose('beacons-lost');
    });
    return list;
  }

  /** When a station that has heard its last beacon gives it up. */
  private patienceEndsAt(): Instant {
    const { kernel, figures } = this.options;
    const intervalNs = this.point.beaconIntervalTu * timeUnit;
    const sinceBeacon = (kernel.now - this.startedAt) % intervalNs;
    return kernel.now - sinceBeacon + figures.beaconsLostNs;
  }

  private applyLosses(): void {
    if (this.stations.size === 0) return;
    const { lossPpm } = this;
    for (const one of this.stations.values()) one.setLoss(lossPpm);
  }

  private changed(
    change: 'up' | 'down' | 'muted' | 'unmuted' | 'beacons' | 'signal' | 'channel' | 'rules',
  ) {
    this.listen();
    const { trace } = this.options.kernel;
    if (!trace.wants(airAccessPoint)) return;
    const { ssid, bssid } = this.point;
    const { channelNow: channel, rssiNow: rssi, isHeard: heard } = this;
    trace.emit(airAccessPoint, { bssid, ssid, channel, rssi, change, heard });
  }
}
