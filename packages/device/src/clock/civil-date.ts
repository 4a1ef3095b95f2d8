/** A date and time of day in the proleptic Gregorian calendar. */
export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const secondsPerDay = 86_400;
const daysPerYear = 365;
const daysPer4Years = 1_461;
const daysPerCentury = 36_524;
const daysPer400Years = 146_097;
/** From 1 March of the year 0 to 1 January 1970. */
const daysTo1970 = 719_468;
const thursday = 4;

/** The date of an instant in seconds since 1970-01-01 00:00:00, which may be negative. */
export function civilDate(secondsSince1970: number): CivilDate {
  const days = Math.floor(secondsSince1970 / secondsPerDay);
  const ofDay = secondsSince1970 - days * secondsPerDay;
  return {
    ...dateOf(days),
    weekday: modulo(thursday + days, 7),
    hour: Math.floor(ofDay / 3_600),
    minute: Math.floor(ofDay / 60) % 60,
    second: ofDay % 60,
  };
}

/** Seconds since 1970 at the beginning of a year. */
export function yearBegins(year: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const marchToJanuary = 306;
  const daysSinceMarch0 = before * daysPerYear + leapDays + marchToJanuary;
  return (daysSinceMarch0 - daysTo1970) * secondsPerDay;
}

/** Years are counted from March here, so that the leap day is the last of its year. */
function dateOf(daysSince1970: number): Pick<CivilDate, 'year' | 'month' | 'day'> {
  const days = daysSince1970 + daysTo1970;
  const era = Math.floor(days / daysPer400Years);
  const ofEra = days - era * daysPer400Years;
  const leapDays =
    Math.floor(ofEra / (daysPer4Years - 1)) -
    Math.floor(ofEra / daysPerCentury) +
    Math.floor(ofEra / (daysPer400Years - 1));
  const yearOfEra = Math.floor((ofEra - leapDays) / daysPerYear);
  const ofYear =
    ofEra - (daysPerYear * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // Five months from March on have 153 days, as have the five after them.
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
