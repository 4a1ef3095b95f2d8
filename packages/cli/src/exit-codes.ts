/** What the process ends with. The help text lists the same, from here. */
export const exitCodes = {
  /** Every scenario passed; with several dialects, in the first of them. */
  passed: 0,
  /** A scenario failed, or did not repeat. */
  failed: 1,
  /** Wrong usage, or a file that cannot be used. */
  usage: 2,
  /** Our fault. */
  bug: 3,
  /** Stopped by SIGINT or SIGTERM before the end. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
