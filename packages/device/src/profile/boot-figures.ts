import { figure } from '@w800/kernel';

/** How long the module takes to come up. */
export const bootFigures = {
  resetToReadyMs: figure(
    300,
    'ms',
    'derived',
    '128 boot loader + 40 image check (assumed) + 132 AT init',
  ),
  restartDelayMs: figure(
    10,
    'ms',
    'assumed',
    'AT+RST lets its OK leave the line before the watchdog bites',
  ),
};
