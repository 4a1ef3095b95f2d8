import { z } from 'zod';

/** How many of a million, from one to all of them. */
export function perMillion(description: string) {
  return z.int().min(1).max(1_000_000).meta({ description });
}
