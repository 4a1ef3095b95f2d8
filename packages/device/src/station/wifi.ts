import type { ByteString } from '@w800/at';
import type { Kernel, Values } from '@w800/kernel';
import type { AddressLease, WifiMedium } from '@w800/ports';
import type { DialectOptions } from '../dialects/dialect-options.ts';
import type { wifiFigures } from '../profile/wifi-figures.ts';
import type { Settings } from '../settings/settings.ts';
import {
  dhcpPoolSetting,
  softApAddressSetting,
  softApMacSetting,
  softApSetting,
  type DhcpPool,
  type SoftApSettings,
} from '../softap/soft-ap-settings.ts';
import { SoftAp } from '../softap/soft-ap.ts';
import { usualPool } from '../softap/usual-pool.ts';
import { interfaceAddress, type InterfaceAddress } from './interface-address.ts';
import {
  autoConnectSetting,
  dhcpSetting,
  nameServersSetting,
  reconnectSetting,
  stationAddressSetting,
  stationMacSetting,
} from './station-settings.ts';
import { Station, type StationEvents } from './station.ts';
import { volatileWifi, type VolatileWifi } from './volatile-wifi.ts';
import type { WifiMemory } from './wifi-memory.ts';

export interface WifiOptions {
  readonly kernel: Kernel;
  readonly medium: WifiMedium;
  readonly settings: Settings;
  /** The module's own address: six lower-case hexadecimal pairs with colons. */
  readonly mac: string;
  readonly figures: Values<typeof wifiFigures>;
  readonly dialect: DialectOptions;
  readonly memory: WifiMemory;
  readonly station: StationEvents;
  readonly urc: (text: ByteString) => void;
}

/** The radio of the module: its mode, its station, its softAP. */
export class Wifi {
  readonly kernel: Kernel;
  readonly medium: WifiMedium;
  readonly figures: Values<typeof wifiFigures>;
  readonly station: Station;
  readonly softAp: SoftAp;
  /** Whether the driver is there; without it no command works but `AT+CWINIT`. */
  initialised = false;
  /** What a restart forgets. */
  volatile: VolatileWifi;

  private readonly options: WifiOptions;
  private readonly settings: Settings;

  constructor(options: WifiOptions) {
    const { kernel, medium, settings, figures, dialect, memory, urc } = options;
    this.options = options;
    this.kernel = kernel;
    this.medium = medium;
    this.settings = settings;
    this.figures = figures;
    this.volatile = volatileWifi(figures, dialect);
    this.station = new Station({
      kernel,
      medium,
      figures,
      resultFirst: dialect.joinOkFirst,
      memory,
      events: options.station,
      rules: {
        mac: () => this.stationMac,
        reconnection: () => settings.read(reconnectSetting),
        allows: (channel) => this.channels.includes(channel),
        protocols: () => this.volatile.stationProtocols,
        fixedAddress: () => this.fixedAddress(),
        nameServers: () => this.nameServers(),
      },
    });
    this.softAp = new SoftAp({
      kernel,
      medium,
      idleSeconds: figures.softApIdleSeconds,
      memory,
      plan: () => ({
        settings: this.softApSettings,
        mac: this.softApMac,
        address: this.softApAddress.address,
      }),
      pool: () => (this.servesDhcp ? this.dhcpPool : undefined),
      events: {
        joined: (mac) => urc(`+STA_CONNECTED: ${mac}`),
        addressed: (mac, address) => urc(`+DIST_STA_IP: ${mac},${address}`),
        left: (mac) => urc(`+STA_DISCONNECTED: ${mac}`),
      },
    });
  }

  /** 0 off, 1 station, 2 softAP, 3 both. */
  get mode(): number {
    return this.settings.mode ?? this.figures.factoryMode;
  }

  get hasStation(): boolean {
    return (this.mode & 1) !== 0;
  }

  get hasSoftAp(): boolean {
    return (this.mode & 2) !== 0;
  }

  get stationMac(): string {
    return this.settings.read(stationMacSetting) ?? this.options.mac;
  }

  /** The address the station has, or will have without asking; undefined without either. */
  get stationAddress(): InterfaceAddress | undefined {
    return this.station.addressing ?? this.fixedAddress() ?? undefined;
  }

  /** The module's own address with the bit of local administration. */
  get softApMac(): string {
    const { mac } = this.options;
    const first = (Number.parseInt(mac.slice(0, 2), 16) | 2).toString(16).padStart(2, '0');
    return this.settings.read(softApMacSetting) ?? `${first}${mac.slice(2)}`;
  }

  get softApSettings(): SoftApSettings {
    const { softApChannel, softApStationsMax } = this.figures;
    const tail = this.options.mac.slice(-8).replaceAll(':', '').toUpperCase();
    return (
      this.settings.read(softApSetting) ?? {
        ssid: `${this.options.dialect.softApNamePrefix}${tail}`,
        password: '',
        channel: softApChannel,
        security: 0,
        stationsMax: softApStationsMax,
        hidden: 0,
      }
    );
  }

  get softApAddress(): InterfaceAddress {
    const usual = interfaceAddress(this.options.dialect.softApAddress, undefined, undefined);
    const address = this.settings.read(softApAddressSetting) ?? usual;
    return address ?? this.kernel.fail('the address of the softAP is one');
  }

  /** Whether the softAP gives out addresses. */
  get servesDhcp(): boolean {
    return (this.settings.read(dhcpSetting) & 2) !== 0;
  }

  get dhcpPool(): DhcpPool {
    const stored = this.settings.read(dhcpPoolSetting);
    return stored ?? usualPool(this.softApAddress, this.figures);
  }

  /** The channels the country allows, ascending. */
  get channels(): readonly number[] {
    const { firstChannel, channelCount } = this.volatile.country;
    return Array.from({ length: channelCount }, (_, index) => firstChannel + index);
  }

  /** What a start does first: without memory for the driver no Wi-Fi command works. */
  startDriver(): void {
    this.initialised = this.options.memory.driver.take();
  }

  /** What a start does, once the settings are loaded and the driver is there. */
  start(): void {
    if (!this.initialised) return;
    this.volatile = volatileWifi(this.figures, this.options.dialect);
    if (this.hasSoftAp) this.softAp.raise();
    if (this.settings.read(autoConnectSetting) === 1) this.joinStored();
  }

  /** What a reset does: nothing is said to anyone. */
  powerOff(): void {
    this.station.powerOff();
    this.softAp.powerOff();
    this.options.memory.driver.release();
    this.initialised = false;
  }

  /**
   * Changes the mode. What the new one lacks comes to its end.
   * @returns false, and nothing changes, when there is no memory for the softAP
   */
  setMode(mode: number): boolean {
    if ((mode & 2) !== 0 && !this.options.memory.softAp.take()) return false;
    this.settings.mode = mode;
    this.apply();
    return true;
  }

  /**
   * Tears the driver down, or brings it up again with the mode it had.
   * @returns false when there is no memory to bring it up; it is down then
   */
  initialise(initialised: boolean): boolean {
    const { driver, softAp } = this.options.memory;
    this.initialised = initialised && driver.take() && (!this.hasSoftAp || softAp.take());
    this.apply();
    if (!this.initialised) driver.release();
    return this.initialised === initialised;
  }

  /** Joins the stored network, if there is one and a station to do it. */
  joinStored(): void {
    const { join } = this.settings;
    if (join !== undefined && this.hasStation) this.station.joinPersistently(join);
  }

  private apply(): void {
    if (!this.initialised || !this.hasStation) this.station.leave();
    if (this.initialised && this.hasSoftAp) this.softAp.raise();
    else this.softAp.lower();
  }

  private nameServers(): readonly string[] | undefined {
    const set = this.settings.read(nameServersSetting);
    return set === undefined ? undefined : [set.first, set.second];
  }

  private fixedAddress(): AddressLease | null | undefined {
    if ((this.settings.read(dhcpSetting) & 1) !== 0) return undefined;
    const address = this.settings.read(stationAddressSetting);
    if (address === undefined) return null;
    const { staticNameServers: nameServers } = this.options.dialect;
    return { ...address, nameServers, leaseSeconds: 0 };
  }
}
