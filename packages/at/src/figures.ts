import { figure } from '@w800/kernel';

/** The sizes of the AT core. */
export const atFigures = {
  /** Counted from the first byte of a line to the last before its CR LF. */
  lineBytesMax: figure(256, 'bytes', 'documented', 'AT index document; SDK wm_atcmd.h'),
  argumentsMax: figure(20, '1', 'documented', 'SDK wm_atcmd.h, MAX_ARGC'),
  answersWaitingMax: figure(
    64,
    '1',
    'assumed',
    'a task of the SDK blocks while the driver takes its bytes; nobody says how many lines wait',
  ),
} as const;

export type AtFigures = typeof atFigures;
