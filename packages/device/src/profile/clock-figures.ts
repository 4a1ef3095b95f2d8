import { figure } from '@w800/kernel';

/** The real-time clock. */
export const clockFigures = {
  yearMin: figure(2000, 'year', 'documented', 'SDK wm_drv_ops_rtc.c; also the year at power-up'),
  yearMax: figure(2127, 'year', 'documented', 'SDK wm_drv_ops_rtc.c: seven bits of year'),
};
