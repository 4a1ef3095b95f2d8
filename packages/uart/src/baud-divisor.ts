import { BitClock } from './bit-clock.ts';
import type { UartFigures } from './uart-figures.ts';

/** The two fields of the module's baud rate register. */
export interface BaudDivisor {
  /** Whole part, less one. */
  readonly integer: number;
  /** Sixteenths, 0 to 15. */
  readonly fraction: number;
}

type DivisorFigures = Pick<UartFigures, 'apbHz' | 'oversampling' | 'divisorFractionSteps'>;

/**
 * What the driver writes for a nominal rate. The fraction is cut off, not
 * rounded, so the module is never slower than nominal.
 */
export function baudDivisor(baud: number, figures: DivisorFigures): BaudDivisor {
  const { apbHz, oversampling, divisorFractionSteps } = figures;
  const cyclesPerUnit = oversampling * baud;
  const rest = apbHz % cyclesPerUnit;
  return {
    integer: (apbHz - rest) / cyclesPerUnit - 1,
    fraction: Math.floor((divisorFractionSteps * rest) / cyclesPerUnit),
  };
}

/** The pace at which the module's divisor for a nominal rate really runs. */
export function moduleClock(baud: number, figures: DivisorFigures): BitClock {
  const { integer, fraction } = baudDivisor(baud, figures);
  const { apbHz, oversampling, divisorFractionSteps } = figures;
  // A bit takes oversampling * (integer + 1 + fraction / steps) cycles of the APB clock.
  const cycles = oversampling * ((integer + 1) * divisorFractionSteps + fraction);
  return new BitClock(cycles, apbHz * divisorFractionSteps);
}
