import { integer } from '@w800/at';

/** How long a lost station waits before it tries again. */
export const reconnectInterval = (label: string) =>
  integer({
    label,
    min: 0,
    max: 7200,
    summary: {
      en: 'seconds between attempts after a loss; 0 for none',
      zh: '断线后重连间隔（秒）；0 为不重连',
    },
  });
