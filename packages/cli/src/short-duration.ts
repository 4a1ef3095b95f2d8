/**
 * A length of time as a person reads it at a glance: `8 ms`, `12.3 s`,
 * `5 min 07 s`, `24 h 00 min`, `7 d 00 h`. Cut, never rounded up.
 *
 * @param milliseconds not negative
 */
export function shortDuration(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  if (whole < 1000) return `${whole} ms`;
  const seconds = Math.floor(whole / 1000);
  if (seconds < 60) return `${seconds}.${Math.floor((whole % 1000) / 100)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${twoDigits(minutes % 60)} min`;
  return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
