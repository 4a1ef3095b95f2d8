import type { ByteString } from '@w800/at';
import type { Kernel, Random, Values } from '@w800/kernel';
import type { Network } from '@w800/ports';
import type { Clock } from '../clock/clock.ts';
import type { TimeZone } from '../clock/time-zone.ts';
import type { sntpFigures } from '../profile/sntp-figures.ts';
import { SntpClient } from './sntp-client.ts';

export interface SntpOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly clock: Clock;
  readonly figures: Values<typeof sntpFigures>;
  /** Whether what is enabled without a network begins when there is one. */
  readonly waitsForNetwork: boolean;
  /** It was enabled without a network and will not begin. */
  readonly notStarted: () => void;
  /** The clock has just been set by a server. */
  readonly synchronised: () => void;
}

const utc: TimeZone = { offsetSeconds: 0, hours: 0 };

/** Keeps the clock right while it is enabled and there is a network. Nothing of it is stored. */
export class Sntp {
  private readonly options: SntpOptions;
  private names: readonly ByteString[] = [];
  private local: TimeZone = utc;
  private interval: number;
  private enabled = false;
  /** Enabled in vain: without a network, and not to wait for one. */
  private idle = false;
  private network: Network | undefined;
  private client: SntpClient | undefined;

  constructor(options: SntpOptions) {
    this.options = options;
    this.interval = options.figures.intervalDefaultSeconds;
  }

  /** The servers in the order they are asked; undefined while it is disabled. */
  get servers(): readonly ByteString[] | undefined {
    return this.enabled ? this.names : undefined;
  }

  get zone(): TimeZone {
    return this.local;
  }

  set zone(zone: TimeZone) {
    this.local = zone;
  }

  /** Local time in seconds, as if it were UTC. */
  get localSeconds(): number {
    return this.options.clock.secondsSince1970 + this.local.offsetSeconds;
  }

  /** Seconds between synchronisations, 15 to 4294967. */
  get intervalSeconds(): number {
    return this.interval;
  }

  set intervalSeconds(seconds: number) {
    this.interval = seconds;
    this.client?.intervalChanged();
  }

  /** Begins to ask these servers, at least one; at once if there is a network. */
  enable(servers: readonly ByteString[]): void {
    this.enabled = true;
    this.names = servers;
    this.idle = this.network === undefined && !this.options.waitsForNetwork;
    if (this.idle) this.options.notStarted();
    this.restart();
  }

  disable(): void {
    this.enabled = false;
    this.restart();
  }

  networkUp(network: Network): void {
    this.network = network;
    this.restart();
  }

  networkDown(): void {
    this.network = undefined;
    this.restart();
  }

  /** What a reset does: everything is as it was delivered. The clock is not part of it. */
  powerOff(): void {
    this.enabled = false;
    this.idle = false;
    this.networkDown();
    this.names = [];
    this.local = utc;
    this.interval = this.options.figures.intervalDefaultSeconds;
  }

  private restart(): void {
    this.client?.stop();
    this.client = undefined;
    const { network, names: servers } = this;
    if (!this.enabled || this.idle || network === undefined) return;
    const { kernel, random, figures, clock, synchronised } = this.options;
    this.client = new SntpClient({
      kernel,
      random,
      network,
      figures,
      servers,
      intervalSeconds: () => this.interval,
      told: (seconds) => {
        if (clock.set(seconds)) synchronised();
      },
    });
  }
}
