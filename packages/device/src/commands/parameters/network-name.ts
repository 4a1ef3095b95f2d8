import { text } from '@w800/at';

/** The name of a network: 1 to 32 bytes. */
export const networkName = () =>
  text({
    label: 'ssid',
    bytesMin: 1,
    bytesMax: 32,
    summary: { en: 'network name', zh: '网络名称' },
  });
