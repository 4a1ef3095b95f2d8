import { civilDate } from './civil-date.ts';

const weekdays = 'SunMonTueWedThuFriSat';
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `Sat Jan  1 00:00:00 2000`, as the C function writes it: the day has two places. */
export function asctime(secondsSince1970: number): string {
  const { year, month, day, weekday, hour, minute, second } = civilDate(secondsSince1970);
  const time = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  const name = `${nameAt(weekdays, weekday)} ${nameAt(months, month - 1)}`;
  return `${name} ${String(day).padStart(2)} ${time} ${year}`;
}

function nameAt(names: string, index: number): string {
  return names.slice(3 * index, 3 * index + 3);
}
