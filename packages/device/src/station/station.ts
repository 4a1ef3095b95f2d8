import { second, type Alarm, type Kernel, type Values } from '@w800/kernel';
import type {
  AddressLease,
  JoinFailure,
  LinkLoss,
  Network,
  Pending,
  WifiLink,
  WifiMedium,
} from '@w800/ports';
import type { wifiFigures } from '../profile/wifi-figures.ts';
import type { JoinSettings } from '../settings/wifi-settings.ts';
import { JoinAttempt, type AttemptFailure } from './join-attempt.ts';
import type { ReconnectSettings } from './station-settings.ts';
import type { WifiMemory } from './wifi-memory.ts';
import { driverReasons, stationSetback, stationState } from './wifi-trace.ts';

/** As `AT+CWSTATE?` numbers them. */
export const stationStates = {
  neverConnected: 0,
  associated: 1,
  addressed: 2,
  connecting: 3,
  disconnected: 4,
} as const;

/** 802.11 reason code 1. */
const unspecifiedReason = 1;

export type StationState = (typeof stationStates)[keyof typeof stationStates];

/** What came of a join. */
export type JoinResult = 'joined' | AttemptFailure;

/** What the rest of the module learns from the station. */
export interface StationEvents {
  associated(): void;
  /** The association is over, whoever ended it. Streams over it close right after. */
  disconnected(): void;
  /** An address was obtained, by a command or by the station itself. */
  addressed(): void;
  /** The address may not be used any more; the association goes on. Streams close right after. */
  unaddressed(): void;
}

/** What the station goes by at the moment it needs it. */
export interface StationRules {
  mac(): string;
  reconnection(): ReconnectSettings;
  /** Whether the country allows a channel. */
  allows(channel: number): boolean;
  /** 802.11 standards: bit 0 b, bit 1 g, bit 2 n. */
  protocols(): number;
  /** The address to use; undefined asks DHCP; null has none, and never will. */
  fixedAddress(): AddressLease | null | undefined;
  /** Who is asked for names at this moment; undefined asks whom the lease names. */
  nameServers(): readonly string[] | undefined;
}

export interface StationOptions {
  readonly kernel: Kernel;
  readonly medium: WifiMedium;
  readonly figures: Values<typeof wifiFigures>;
  readonly rules: StationRules;
  /** Whether whoever asked for a join learns the result before `addressed`. */
  readonly resultFirst: boolean;
  readonly memory: Pick<WifiMemory, 'station' | 'dhcp'>;
  readonly events: StationEvents;
}

/** The Wi-Fi station: joins, obtains an address, comes back after a loss. */
export class Station {
  /** What the last join was told; also what a lost station tries again with. */
  target: JoinSettings | undefined;

  private readonly options: StationOptions;
  private current: StationState = stationStates.neverConnected;
  private link: WifiLink | undefined;
  private lease: AddressLease | undefined;
  private route: Network | undefined;
  private attempt: JoinAttempt | undefined;
  private done: ((result: JoinResult) => void) | undefined;
  private retry: Alarm | undefined;
  private leasing: Pending | undefined;

  constructor(options: StationOptions) {
    this.options = options;
  }

  get state(): StationState {
    return this.current;
  }

  /** Whether the station is on its way to an access point or waits to try again. */
  get isConnecting(): boolean {
    return this.attempt !== undefined || this.retry !== undefined;
  }

  /** The association, while there is one. */
  get association(): WifiLink | undefined {
    return this.link;
  }

  /** The address with what belongs to it, while there is one. */
  get addressing(): AddressLease | undefined {
    return this.lease;
  }

  /** The way to the network, while the station has an address. */
  get network(): Network | undefined {
    return this.route;
  }

  /** Leaves where the station is and tries once to join. `done` is called once. */
  join(target: JoinSettings, done: (result: JoinResult) => void): void {
    this.leave();
    this.target = target;
    this.try(target, done);
  }

  /** Joins as a lost station does: what fails is tried again. */
  joinPersistently(target: JoinSettings): void {
    this.join(target, (result) => {
      if (result !== 'joined') this.comeBack(1);
    });
  }

  /** Ends the association, an attempt and any plan to come back. */
  leave(): void {
    this.retry?.cancel();
    this.retry = undefined;
    this.attempt?.cancel();
    this.attempt = undefined;
    this.done = undefined;
    if (this.link !== undefined) {
      this.dropLink();
      return;
    }
    this.freeMemory();
    if (this.current === stationStates.connecting) this.enter(stationStates.disconnected);
  }

  /** Takes up what has been set for the address meanwhile, if the station is somewhere. */
  readdress(): void {
    const { link, attempt } = this;
    if (link === undefined || attempt !== undefined) return;
    this.leasing?.cancel();
    this.leasing = undefined;
    const fixed = this.options.rules.fixedAddress();
    const { dhcp } = this.options.memory;
    if (fixed !== undefined) dhcp.release();
    else if (dhcp.take()) this.leasing = link.requestLease((lease) => this.take(lease));
    if (fixed) this.take(fixed);
  }

  /** The antenna is without power: what ends from now on tells no peer. */
  silence(): void {
    this.link?.silence();
  }

  /** What a reset does: nothing is said to anyone. */
  powerOff(): void {
    this.retry?.cancel();
    this.attempt?.cancel();
    this.link?.leave();
    this.retry = undefined;
    this.attempt = undefined;
    this.done = undefined;
    this.clearLink();
    this.target = undefined;
    this.current = stationStates.neverConnected;
  }

  private try(target: JoinSettings, done: (result: JoinResult) => void): void {
    this.enter(stationStates.connecting);
    this.done = done;
    const { kernel, medium, figures, rules, memory } = this.options;
    if (!memory.station.take()) {
      this.finish('refused');
      return;
    }
    this.attempt = new JoinAttempt({
      kernel,
      medium,
      figures,
      target,
      mac: rules.mac(),
      allows: (channel) => rules.allows(channel),
      protocols: rules.protocols(),
      fixed: () => rules.fixedAddress(),
      asksDhcp: () => memory.dhcp.take(),
      associated: (link) => this.associate(link),
      finished: (outcome) => this.finish(outcome),
    });
  }

  private associate(link: WifiLink): void {
    this.link = link;
    link.onLost((reason, code) => this.lose(reason, code));
    link.onLeaseChange?.((lease) => {
      if (lease === undefined) this.loseAddress();
      else this.take(lease);
    });
    this.enter(stationStates.associated);
    this.options.events.associated();
  }

  private finish(outcome: AddressLease | AttemptFailure): void {
    const { done } = this;
    this.attempt = undefined;
    this.done = undefined;
    if (typeof outcome === 'string') {
      if (outcome !== 'timeout') this.recordSetback(outcome, undefined);
      if (this.link === undefined) {
        this.freeMemory();
        this.enter(stationStates.disconnected);
      } else {
        this.dropLink();
      }
      done?.(outcome);
      return;
    }
    if (this.options.resultFirst) {
      this.settle(outcome);
      done?.('joined');
      this.options.events.addressed();
    } else {
      this.take(outcome);
      done?.('joined');
    }
  }

  /** Has an address from now on, and says so. */
  private take(lease: AddressLease): void {
    this.leasing = undefined;
    this.settle(lease);
    this.options.events.addressed();
  }

  private loseAddress(): void {
    this.lease = undefined;
    this.route = undefined;
    this.enter(stationStates.associated);
    this.options.events.unaddressed();
  }

  private settle(lease: AddressLease): void {
    this.lease = lease;
    const { rules } = this.options;
    this.route = this.link?.network({
      ...lease,
      get nameServers() {
        return rules.nameServers() ?? lease.nameServers;
      },
    });
    this.enter(stationStates.addressed);
  }

  private lose(reason: LinkLoss, code: number | undefined): void {
    this.recordSetback(reason, code);
    const { done } = this;
    this.attempt?.cancel();
    this.attempt = undefined;
    this.done = undefined;
    this.forgetLink();
    this.options.events.disconnected();
    // A loss on the way is the result of that attempt.
    if (done === undefined) this.comeBack(1);
    else done('refused');
  }

  /** Plans the next attempt; the first after a loss or a failure is number 1. */
  private comeBack(attempt: number): void {
    const { target } = this;
    const { intervalSeconds, repeatCount } = this.options.rules.reconnection();
    if (target === undefined || intervalSeconds === 0) return;
    if (repeatCount !== 0 && attempt > repeatCount) return;
    this.enter(stationStates.connecting);
    this.retry = this.options.kernel.after(intervalSeconds * second, () => {
      this.retry = undefined;
      this.try(target, (result) => {
        if (result !== 'joined') this.comeBack(attempt + 1);
      });
    });
  }

  private dropLink(): void {
    const { link } = this;
    this.forgetLink();
    this.options.events.disconnected();
    link?.leave();
  }

  private forgetLink(): void {
    this.clearLink();
    this.enter(stationStates.disconnected);
  }

  private clearLink(): void {
    this.leasing?.cancel();
    this.leasing = undefined;
    this.link = undefined;
    this.lease = undefined;
    this.route = undefined;
    this.freeMemory();
  }

  private freeMemory(): void {
    this.options.memory.dhcp.release();
    this.options.memory.station.release();
  }

  private recordSetback(reason: LinkLoss | JoinFailure, code: number | undefined): void {
    const { trace } = this.options.kernel;
    if (!trace.wants(stationSetback)) return;
    const said = reason === 'deauthenticated' ? (code ?? unspecifiedReason) : driverReasons[reason];
    trace.emit(stationSetback, { ssid: this.target?.ssid ?? '', code: said });
  }

  private enter(state: StationState): void {
    if (state === this.current) return;
    this.current = state;
    const { trace } = this.options.kernel;
    if (trace.wants(stationState)) {
      trace.emit(stationState, { state, ssid: this.target?.ssid ?? '' });
    }
  }
}
