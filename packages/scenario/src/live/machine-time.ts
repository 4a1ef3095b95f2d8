import { millisecond } from '@w800/kernel';
import type { ClockReading } from '@w800/world';

/** What the machine takes the time of day to be. Not to be read inside an event. */
export function machineTime(): ClockReading {
  const milliseconds = Date.now();
  const seconds = Math.floor(milliseconds / 1_000);
  return { seconds, nanoseconds: (milliseconds % 1_000) * millisecond };
}
