import type { SerialSettings } from '@w800/ports';
import type { BitClock } from './bit-clock.ts';

/** How one end of the line sends and expects bytes: its settings and its true pace. */
export interface Framing {
  readonly settings: SerialSettings;
  readonly clock: BitClock;
  /** Bits of a frame: start, data, parity and stop. */
  readonly frameBits: number;
}

export function framingOf(settings: SerialSettings, clock: BitClock): Framing {
  const parityBits = settings.parity === 'none' ? 0 : 1;
  return { settings, clock, frameBits: 1 + settings.dataBits + parityBits + settings.stopBits };
}

/**
 * Whether a receiver makes out the bytes of a sender. A receiver looks at the
 * first stop bit only, so their number may differ. What it cannot make out is
 * lost for now; garbage and error flags come with the serial faults.
 */
export function canReceive(sender: Framing, receiver: Framing, tolerancePerMille: number): boolean {
  return (
    sender.settings.dataBits === receiver.settings.dataBits &&
    sender.settings.parity === receiver.settings.parity &&
    sender.clock.isNear(receiver.clock, tolerancePerMille)
  );
}
