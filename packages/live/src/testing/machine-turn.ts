import { millisecond } from '@w800/kernel';
import { machineClock } from '../machine-clock.ts';

/** Lets the machine's own event loop turn once. */
export async function machineTurn(): Promise<void> {
  await new Promise<void>((resolve) => machineClock.wake(0, resolve));
}

/** Leaves the machine to others for a moment, before it is looked again whether something holds. */
export async function machineMoment(): Promise<void> {
  await new Promise<void>((resolve) => machineClock.wake(millisecond, resolve));
}
