import { integer } from '@w800/at';

/** 802.11 standards as a bit mask. */
export const protocols = () =>
  integer({
    label: 'protocol',
    min: 1,
    max: 7,
    summary: {
      en: 'bit 0 802.11b, bit 1 802.11g, bit 2 802.11n',
      zh: 'bit 0 802.11b，bit 1 802.11g，bit 2 802.11n',
    },
  });
