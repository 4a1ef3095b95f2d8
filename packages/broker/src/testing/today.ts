/** Seconds since 1970: in the middle of the lives of all certificates but the expired one. */
export const today = 1_700_000_000;
