/** The words of the command line, each list in one place for parsing, help and suggestions. */
export const commandNames = [
  'budget',
  'check',
  'commands',
  'coverage',
  'diff',
  'faults',
  'help',
  'oom',
  'replay',
  'serve',
] as const;

export const reporterNames = ['pretty', 'json', 'junit', 'tap', 'github'] as const;

export type ReporterName = (typeof reporterNames)[number];

/** Where scenarios are looked for when no path is given. */
export const defaultFolder = 'scenarios';

/** Where those are whose every request for memory is let fail when no path is given. */
export const oomFolder = 'scenarios/heap/oom';

/** What a scenario runs in when neither it nor the command line names a dialect. */
export const dialectDefault = 'docs';

/** The largest seed: 2^32 - 1. */
export const seedMax = 0xffff_ffff;
