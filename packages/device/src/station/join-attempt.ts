import { millisecond, second, type Alarm, type Kernel, type Values } from '@w800/kernel';
import type {
  AddressLease,
  JoinFailure,
  JoinOutcome,
  Pending,
  ScannedAccessPoint,
  WifiLink,
  WifiMedium,
} from '@w800/ports';
import type { wifiFigures } from '../profile/wifi-figures.ts';
import type { JoinSettings } from '../settings/wifi-settings.ts';
import { chooseAccessPoint } from './choose-access-point.ts';

export type AttemptFailure = JoinFailure | 'timeout';

export interface AttemptOptions {
  readonly kernel: Kernel;
  readonly medium: WifiMedium;
  readonly figures: Values<typeof wifiFigures>;
  readonly mac: string;
  readonly target: JoinSettings;
  /** The channels the country allows. */
  readonly allows: (channel: number) => boolean;
  /** 802.11 standards to use: bit 0 b, bit 1 g, bit 2 n. */
  readonly protocols: number;
  /** The address to use; undefined asks DHCP; null has none, and never will. */
  readonly fixed: () => AddressLease | null | undefined;
  /** Whether there is memory to ask DHCP with; without it no address comes within the limit. */
  readonly asksDhcp: () => boolean;
  readonly associated: (link: WifiLink) => void;
  readonly finished: (outcome: AddressLease | AttemptFailure) => void;
}

/** One try to join: search, association, address, all within a limit. */
export class JoinAttempt {
  private readonly options: AttemptOptions;
  private readonly limit: Alarm;
  private step: Alarm | undefined;
  private pending: Pending | undefined;

  constructor(options: AttemptOptions) {
    this.options = options;
    const { kernel, target, figures } = options;
    this.limit = kernel.after(target.timeoutSeconds * second, () => this.finish('timeout'));
    const { associateMs, associateAllChannelsMs } = figures;
    const searchMs = target.scanMode === 1 ? associateAllChannelsMs : associateMs;
    this.wait(searchMs, () => this.join(searchMs));
  }

  cancel(): void {
    this.limit.cancel();
    this.step?.cancel();
    this.pending?.cancel();
  }

  private join(searchedMs: number): void {
    const { medium, target, allows, mac, protocols } = this.options;
    const { ssid, password, listenIntervalBeacons } = target;
    const found: ScannedAccessPoint | undefined = chooseAccessPoint(
      medium.scan().filter(({ channel }) => allows(channel)),
      target,
    );
    if (found === undefined) {
      this.search(searchedMs);
      return;
    }
    const { bssid } = found;
    const about = { listenIntervalBeacons, protocols, follows: allows };
    const request = { ssid, password, bssid, mac, ...about };
    this.pending = medium.join(request, (outcome) => this.joined(outcome, searchedMs));
  }

  private joined(outcome: JoinOutcome, searchedMs: number): void {
    if (!outcome.ok) {
      if (outcome.reason === 'no-access-point') this.search(searchedMs);
      else this.finish(outcome.reason);
      return;
    }
    this.options.associated(outcome.link);
    const fixed = this.options.fixed();
    if (fixed === null) return;
    if (fixed !== undefined) {
      this.finish(fixed);
      return;
    }
    if (!this.options.asksDhcp()) return;
    this.pending = outcome.link.requestLease((lease) => this.finish(lease));
  }

  /** The driver goes on searching for longer than the air needs to stay silent. */
  private search(searchedMs: number): void {
    const restMs = Math.max(0, this.options.figures.absentFailureMs - searchedMs);
    this.wait(restMs, () => this.finish('no-access-point'));
  }

  private finish(outcome: AddressLease | AttemptFailure): void {
    this.cancel();
    this.options.finished(outcome);
  }

  private wait(delayMs: number, next: () => void): void {
    this.step = this.options.kernel.after(delayMs * millisecond, next);
  }
}
