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
 * Whether a receiver makes out the bytes of a sender without fail. A receiver
 * looks at the first stop bit only, so their number may differ. Bytes that
 * come otherwise are what a `Sampler` makes of the bits.
 */
export function canReceive(sender: Framing, receiver: Framing, tolerancePerMille: number): boolean {
  return (
    sender.settings.dataBits === receiver.settings.dataBits &&
    sender.settings.parity === receiver.settings.parity &&
    sender.clock.isNear(receiver.clock, tolerancePerMille)
  );
}

/** The parity bit of a word. */
export function parityOf(word: number, parity: 'even' | 'odd'): number {
  let bit = parity === 'odd' ? 1 : 0;
  for (let rest = word; rest !== 0; rest >>= 1) bit ^= rest & 1;
  return bit;
}
