import { integer, optional } from '@w800/at';

/** The print mask of a scan. */
export const printMask = () =>
  integer({
    label: 'print_mask',
    min: 0,
    max: 0x1ff,
    summary: {
      en: 'bits 0 to 8: ecn, ssid, rssi, mac, channel, pairwise and group cipher, bgn, wps',
      zh: 'bit 0 到 8：ecn、ssid、rssi、mac、channel、pairwise_cipher、group_cipher、bgn、wps',
    },
  });

/** What a scan leaves out. */
export const scanFilters = () => ({
  rssiMin: optional(
    integer({
      label: 'rssi_filter',
      min: -100,
      max: 40,
      summary: { en: 'dBm; weaker ones are left out', zh: 'dBm，低于此值不显示' },
    }),
  ),
  securities: optional(
    integer({
      label: 'authmode_mask',
      min: 0,
      max: 0x3ff,
      summary: { en: 'a bit for each ecn that is shown', zh: '每个 bit 对应一种加密方式' },
    }),
  ),
});
