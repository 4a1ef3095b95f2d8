import { duration } from './duration.ts';

/** The bound every waiting step may set for itself. */
export const within = duration(
  'How long this may take, in virtual time. Default: what the block or the file says, or 5s.',
).optional();
