/** How far local time is ahead of UTC. */
export interface TimeZone {
  /** Seconds, negative west of Greenwich. */
  readonly offsetSeconds: number;
  /** What a query shows: the whole hours, the minutes left off. */
  readonly hours: number;
}

const hoursMin = -12;
const hoursMax = 14;

/** The least and the greatest number that may stand for a zone: hh and mm without a colon. */
export const timeZoneRange = { min: hoursMin * 100 - 59, max: hoursMax * 100 + 59 };

/**
 * The zone a typed number stands for: hours when it can be hours, else `hhmm`
 * with its leading zeros lost, so that 800 is +08:00 and 15 is +00:15.
 * Undefined when there are over 59 minutes in it or it is out of range.
 */
export function timeZone(typed: number): TimeZone | undefined {
  if (typed >= hoursMin && typed <= hoursMax) return zone(typed, 0);
  const hours = Math.trunc(typed / 100);
  const minutes = typed - hours * 100;
  const isZone = hours >= hoursMin && hours <= hoursMax && Math.abs(minutes) <= 59;
  return isZone ? zone(hours, minutes) : undefined;
}

function zone(hours: number, minutes: number): TimeZone {
  // Adding 0 turns the minus zero of -0:15 into the zero that is printed.
  return { offsetSeconds: hours * 3_600 + minutes * 60, hours: hours + 0 };
}
