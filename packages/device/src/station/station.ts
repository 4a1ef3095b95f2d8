import { millisecond, second, type Alarm, type Kernel, type Values } from '@w800/kernel';
import type {
  AddressLease,
  JoinOutcome,
  Network,
  Pending,
  WifiLink,
  WifiMedium,
} from '@w800/ports';
import type { wifiFigures } from '../profile/wifi-figures.ts';
import type { JoinSettings } from './settings.ts';
import { stationState } from './wifi-trace.ts';

/** As `AT+CWSTATE?` numbers them. */
export const stationStates = {
  neverConnected: 0,
  associated: 1,
  addressed: 2,
  connecting: 3,
  disconnected: 4,
} as const;

export type StationState = (typeof stationStates)[keyof typeof stationStates];

/** What the rest of the module learns from the station. */
export interface StationEvents {
  associated(): void;
  /** The association is over, whoever ended it. Streams over it close right after. */
  disconnected(): void;
  /** An address was obtained, by a command or by the station itself. */
  addressed(): void;
}

export interface StationOptions {
  readonly kernel: Kernel;
  readonly medium: WifiMedium;
  readonly mac: string;
  readonly figures: Values<typeof wifiFigures>;
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
  private retry: Alarm | undefined;

  constructor(options: StationOptions) {
    this.options = options;
  }

  get state(): StationState {
    return this.current;
  }

  /** The association, while there is one. */
  get association(): WifiLink | undefined {
    return this.link;
  }

  get address(): string | undefined {
    return this.lease?.address;
  }

  /** The way to the network, while the station has an address. */
  get network(): Network | undefined {
    return this.route;
  }

  /**
   * Leaves where the station is and joins anew. `done` is called once, with
   * false when no address was there after `timeoutSeconds` or the attempt
   * failed before.
   */
  join(target: JoinSettings, timeoutSeconds: number, done: (joined: boolean) => void): void {
    this.leave();
    this.target = target;
    this.enter(stationStates.connecting);
    this.attempt = new JoinAttempt(this.options, target, timeoutSeconds, {
      associated: (link) => this.associate(link),
      finished: (lease) => this.finishAttempt(lease, done),
    });
  }

  /** Ends the association, an attempt and any plan to come back. */
  leave(): void {
    this.retry?.cancel();
    this.retry = undefined;
    this.attempt?.cancel();
    this.attempt = undefined;
    const wasConnecting = this.current === stationStates.connecting;
    if (this.link !== undefined) this.dropLink();
    else if (wasConnecting) this.enter(stationStates.disconnected);
  }

  /** What a reset does: nothing is said to anyone. */
  powerOff(): void {
    this.retry?.cancel();
    this.attempt?.cancel();
    this.link?.leave();
    this.retry = undefined;
    this.attempt = undefined;
    this.link = undefined;
    this.lease = undefined;
    this.route = undefined;
    this.target = undefined;
    this.current = stationStates.neverConnected;
  }

  private associate(link: WifiLink): void {
    this.link = link;
    link.onLost(() => this.lose());
    this.enter(stationStates.associated);
    this.options.events.associated();
  }

  private finishAttempt(lease: AddressLease | undefined, done: (joined: boolean) => void): void {
    this.attempt = undefined;
    if (lease === undefined) {
      if (this.link !== undefined) this.dropLink();
      else this.enter(stationStates.disconnected);
      done(false);
      return;
    }
    this.lease = lease;
    this.route = this.link?.network(lease);
    this.enter(stationStates.addressed);
    done(true);
    this.options.events.addressed();
  }

  private lose(): void {
    this.attempt?.cancel();
    this.attempt = undefined;
    this.forgetLink();
    this.options.events.disconnected();
    this.planRetry();
  }

  private planRetry(): void {
    const { target } = this;
    if (target === undefined || target.reconnectIntervalSeconds === 0) return;
    this.enter(stationStates.connecting);
    this.retry = this.options.kernel.after(target.reconnectIntervalSeconds * second, () => {
      this.retry = undefined;
      this.join(target, this.options.figures.joinTimeoutSeconds, (joined) => {
        if (!joined) this.planRetry();
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
    this.link = undefined;
    this.lease = undefined;
    this.route = undefined;
    this.enter(stationStates.disconnected);
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

interface AttemptEvents {
  associated(link: WifiLink): void;
  /** The address, or undefined when the attempt came to nothing. */
  finished(lease: AddressLease | undefined): void;
}

/** One try to join: association, address, address check, all within a limit. */
class JoinAttempt {
  private readonly options: StationOptions;
  private readonly events: AttemptEvents;
  private readonly limit: Alarm;
  private step: Alarm | undefined;
  private pending: Pending | undefined;

  constructor(
    options: StationOptions,
    target: JoinSettings,
    timeoutSeconds: number,
    events: AttemptEvents,
  ) {
    this.options = options;
    this.events = events;
    this.limit = options.kernel.after(timeoutSeconds * second, () => this.finish(undefined));
    this.wait(options.figures.associateMs, () => {
      this.pending = options.medium.join({ ...request(target), mac: options.mac }, (outcome) =>
        this.joined(outcome),
      );
    });
  }

  cancel(): void {
    this.limit.cancel();
    this.step?.cancel();
    this.pending?.cancel();
  }

  private joined(outcome: JoinOutcome): void {
    const { figures } = this.options;
    if (outcome.ok) {
      this.events.associated(outcome.link);
      this.pending = outcome.link.requestLease((lease) => {
        this.wait(figures.addressCheckMs, () => this.finish(lease));
      });
      return;
    }
    // A search takes the driver longer than the air needs to stay silent.
    const searchMs =
      outcome.reason === 'no-access-point' ? figures.absentFailureMs - figures.associateMs : 0;
    this.wait(searchMs, () => this.finish(undefined));
  }

  private finish(lease: AddressLease | undefined): void {
    this.cancel();
    this.events.finished(lease);
  }

  private wait(delayMs: number, next: () => void): void {
    this.step = this.options.kernel.after(delayMs * millisecond, next);
  }
}

function request(target: JoinSettings): { ssid: string; password: string; bssid?: string } {
  const { ssid, password, bssid } = target;
  return bssid === undefined ? { ssid, password } : { ssid, password, bssid };
}
