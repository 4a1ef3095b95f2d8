import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { Pending } from '@w800/ports';
import { WorldError } from '../world-error.ts';
import { bothLossesPpm } from './signal-loss.ts';

/** Something that is in the way of frames, such as a microwave oven. */
export interface Disturbance {
  /** Of a million frames, how many are lost for good while it is there. */
  readonly lossPpm: number;
  /** Only these channels; all when absent. */
  readonly channels?: readonly number[];
  /** It comes and goes: so long it is there, at every such interval. Always there when absent. */
  readonly bursts?: { readonly lengthNs: Duration; readonly everyNs: Duration };
}

interface Present {
  readonly disturbance: Disturbance;
  isActive: boolean;
  turn: Alarm | undefined;
}

/** What disturbs the air. It costs nothing while there is nothing. */
export class Interference {
  private readonly kernel: Kernel;
  private readonly present = new Set<Present>();
  private readonly watchers: (() => void)[] = [];

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  onChange(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  /** Of a million frames on a channel, how many are lost now. */
  lossPpm(channel: number): number {
    let loss = 0;
    for (const { isActive, disturbance } of this.present) {
      const { channels, lossPpm } = disturbance;
      const isHere = isActive && (channels === undefined || channels.includes(channel));
      if (isHere) loss = bothLossesPpm(loss, lossPpm);
    }
    return loss;
  }

  /**
   * Disturbs from now on until it is cancelled.
   * @throws WorldError when it cannot be
   */
  begin(disturbance: Disturbance): Pending {
    check(disturbance);
    const present: Present = { disturbance, isActive: true, turn: undefined };
    this.present.add(present);
    this.changed();
    this.turnLater(present);
    return {
      cancel: () => {
        present.turn?.cancel();
        if (this.present.delete(present)) this.changed();
      },
    };
  }

  private turnLater(present: Present): void {
    const { bursts } = present.disturbance;
    if (bursts === undefined) return;
    const { lengthNs, everyNs } = bursts;
    const restNs = present.isActive ? lengthNs : everyNs - lengthNs;
    present.turn = this.kernel.after(restNs, () => {
      present.isActive = !present.isActive;
      this.changed();
      this.turnLater(present);
    });
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}

function check({ lossPpm, bursts }: Disturbance): void {
  const isRatio = Number.isInteger(lossPpm) && lossPpm >= 0 && lossPpm <= 1_000_000;
  const isRhythm =
    bursts === undefined || (bursts.lengthNs > 0 && bursts.everyNs > bursts.lengthNs);
  if (isRatio && isRhythm) return;
  throw new WorldError(
    'WORLD_BAD_LINK',
    isRatio ? 'a burst cannot be longer than what is between two' : `${lossPpm} ppm is no loss`,
    isRatio ? 'have the bursts come less often' : 'use a whole number from 0 to 1000000',
  );
}
