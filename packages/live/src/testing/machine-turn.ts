import { machineClock } from '../machine-clock.ts';

/** Lets the machine's own event loop turn once. */
export async function machineTurn(): Promise<void> {
  await new Promise<void>((resolve) => machineClock.wake(0, resolve));
}
