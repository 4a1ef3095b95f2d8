/**
 * A point of virtual time: integer nanoseconds since the world began.
 * Range 0 to `instantMax` (about 104 days); the kernel refuses to go beyond.
 */
export type Instant = number;

/** A length of virtual time: integer nanoseconds, never negative. */
export type Duration = number;

export const nanosecond: Duration = 1;
export const microsecond: Duration = 1_000;
export const millisecond: Duration = 1_000_000;
export const second: Duration = 1_000_000_000;
export const minute: Duration = 60 * second;
export const hour: Duration = 60 * minute;

/** The last instant an integer nanosecond count can name exactly. */
export const instantMax: Instant = Number.MAX_SAFE_INTEGER;

/**
 * An instant or duration as a person reads it: `12.345678 s`, trailing zeros
 * cut, never in exponent form.
 */
export function formatSeconds(nanoseconds: Duration): string {
  const whole = Math.floor(nanoseconds / second);
  const rest = String(nanoseconds % second)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return rest === '' ? `${whole} s` : `${whole}.${rest} s`;
}
