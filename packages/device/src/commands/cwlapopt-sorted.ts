import { integer } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { printMask, scanFilters } from './parameters/scan-print.ts';

/** AT+CWLAPOPT where a number before the mask asks for an order by signal. */
export const cwlapoptSorted = defineWifiCommand({
  name: 'AT+CWLAPOPT',
  requires: { lapOptOrder: 'sort-first' },
  summary: { en: 'Sets what AT+CWLAP prints', zh: '设置 AT+CWLAP 的输出' },
  set: {
    parameters: {
      sort: integer({
        label: 'sort_enable',
        min: 0,
        max: 1,
        summary: { en: '1 prints the strongest first', zh: '1 按信号强度排序' },
      }),
      mask: printMask(),
      ...scanFilters(),
    },
    // Its document names ERROR as the only refusal.
    rangeRefusal: 'error',
    example: 'AT+CWLAPOPT=1,31,-80,1023',
    run({ wifi }, { sort, mask, rssiMin, securities }, reply) {
      const { scanRssiMin, scanSecurities } = wifi.figures;
      wifi.volatile.scanPrint = {
        mask,
        rssiMin: rssiMin ?? scanRssiMin,
        securities: securities ?? scanSecurities,
        byStrength: sort === 1,
      };
      reply.ok();
    },
  },
});
