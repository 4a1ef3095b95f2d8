import { integer } from '@w800/at';
import { baudRates } from '@w800/uart';

/**
 * The five fields of a line, for `AT+UART_CUR` and `AT+UART_DEF`. Of what they
 * allow the driver refuses some when it is asked; that is `ERROR`.
 */
export const lineParameters = {
  baud: integer({
    min: Math.min(...baudRates),
    max: Math.max(...baudRates),
    summary: { en: `one of ${baudRates.join(', ')}`, zh: `波特率：${baudRates.join('、')}` },
  }),
  dataBits: integer({
    label: 'databits',
    min: 5,
    max: 8,
    summary: { en: 'data bits; the driver takes 8', zh: '数据位；驱动仅支持 8' },
  }),
  stopBits: integer({
    label: 'stopbits',
    min: 1,
    max: 3,
    summary: {
      en: '1 one bit, 2 one and a half (the driver refuses it), 3 two',
      zh: '1 一位，2 一位半（驱动不支持），3 两位',
    },
  }),
  parity: integer({
    min: 0,
    max: 2,
    summary: { en: '0 none, 1 odd, 2 even', zh: '0 无，1 奇，2 偶' },
  }),
  flowControl: integer({
    label: 'flow_control',
    min: 0,
    max: 3,
    summary: { en: '0 none, 1 RTS, 2 CTS, 3 both', zh: '0 无，1 RTS，2 CTS，3 两者' },
  }),
};
