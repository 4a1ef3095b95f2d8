import { integer } from '@w800/at';

export const retain = integer({
  min: 0,
  max: 1,
  summary: { en: '1 asks the broker to keep the message', zh: '1 为保留消息' },
});
