/** As certificates count: without leap seconds. */
export const secondsOfDay = 86_400;
