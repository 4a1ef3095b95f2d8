import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { printMask, scanFilters } from './parameters/scan-print.ts';

export const cwlapopt = defineWifiCommand({
  name: 'AT+CWLAPOPT',
  requires: { lapOptOrder: 'mask-first' },
  summary: { en: 'Sets what AT+CWLAP prints', zh: '设置 AT+CWLAP 的输出' },
  set: {
    parameters: { mask: printMask(), ...scanFilters() },
    // Its document names ERROR as the only refusal.
    rangeRefusal: 'error',
    example: 'AT+CWLAPOPT=31,-80,1023',
    run({ wifi }, { mask, rssiMin, securities }, reply) {
      const { scanRssiMin, scanSecurities } = wifi.figures;
      wifi.volatile.scanPrint = {
        mask,
        rssiMin: rssiMin ?? scanRssiMin,
        securities: securities ?? scanSecurities,
        byStrength: false,
      };
      reply.ok();
    },
  },
});
