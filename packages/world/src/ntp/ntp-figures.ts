import { figure } from '@w800/kernel';

/** Time servers. */
export const ntpFigures = {
  timeSeconds: figure(
    1_767_225_600,
    's',
    'assumed',
    '2026-01-01 00:00:00 UTC, in seconds since 1970: any day will do, but always the same.',
  ),
} as const;
