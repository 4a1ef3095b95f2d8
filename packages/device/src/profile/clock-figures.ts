import { figure } from '@w800/kernel';

/** The clock. */
export const clockFigures = {
  driftPpm: figure(
    20,
    'ppm',
    'assumed',
    'Plain crystals are off by up to 20 ppm either way, and no document names the one of the module.',
  ),
  yearMin: figure(2000, 'year', 'documented', 'SDK wm_drv_ops_rtc.c; also the year at power-up'),
  yearMax: figure(2127, 'year', 'documented', 'SDK wm_drv_ops_rtc.c: seven bits of year'),
};
