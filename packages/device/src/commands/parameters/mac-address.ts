import { text, type Bilingual } from '@w800/at';

const form = /^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/;

/** A hardware address in quotes: six hexadecimal pairs with colons. */
export const macAddress = (label: string, summary: Bilingual) =>
  text({ label, bytesMin: 17, bytesMax: 17, refuse: (mac) => !form.test(mac), summary });

/** A hardware address that an interface can have: of one station, and not all zeros. */
export const ownMacAddress = () =>
  text({
    label: 'mac',
    bytesMin: 17,
    bytesMax: 17,
    refuse: (mac) =>
      !form.test(mac) || (Number.parseInt(mac.slice(0, 2), 16) & 1) !== 0 || !/[^0:]/.test(mac),
    summary: {
      en: 'six hexadecimal pairs; bit 0 of the first is 0, not all are 0',
      zh: '六组十六进制数；首字节 bit 0 为 0，不可全为 0',
    },
  });
