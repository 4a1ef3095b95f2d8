import type { SerialSettings } from '@w800/ports';
import { baudRates } from '@w800/uart';
import { integerCodec, recordCodec, type Codec } from '../settings/codec.ts';
import { defineSetting } from '../settings/define-setting.ts';

/** A line as `AT+UART_CUR` and `AT+UART_DEF` number it. */
export interface LineParameters {
  /** One of the rates the driver takes. */
  readonly baud: number;
  readonly dataBits: number;
  /** 1 one bit, 2 one and a half, 3 two. */
  readonly stopBits: number;
  /** 0 none, 1 odd, 2 even: ESP-AT's order, not the driver's. */
  readonly parity: number;
  /** 0 none, 1 RTS, 2 CTS, 3 both. */
  readonly flowControl: number;
}

const parities = ['none', 'odd', 'even'] as const;
const flowControls = ['none', 'rts', 'cts', 'rts/cts'] as const;

/** The UART set so; undefined when the driver refuses: it takes 8 data bits and whole stop bits. */
export function serialSettingsOf(parameters: LineParameters): SerialSettings | undefined {
  const { baud } = parameters;
  const parity = parities[parameters.parity];
  const flowControl = flowControls[parameters.flowControl];
  if (!baudRates.includes(baud) || parameters.dataBits !== 8) return undefined;
  if (parity === undefined || flowControl === undefined) return undefined;
  if (parameters.stopBits !== 1 && parameters.stopBits !== 3) return undefined;
  return { baud, dataBits: 8, parity, stopBits: parameters.stopBits === 3 ? 2 : 1, flowControl };
}

const fields = recordCodec<LineParameters>({
  baud: integerCodec,
  dataBits: integerCodec,
  stopBits: integerCodec,
  parity: integerCodec,
  flowControl: integerCodec,
});

/** What the driver would refuse is not taken from flash either. */
const lineCodec: Codec<LineParameters> = {
  encode: (value) => fields.encode(value),
  decode(text) {
    const decoded = fields.decode(text);
    return decoded && serialSettingsOf(decoded.value) && decoded;
  },
};

/** The line after a start; stored in either store mode (AT index document). */
export const lineSetting = defineSetting<LineParameters>(
  'uart.line',
  { baud: 115_200, dataBits: 8, stopBits: 1, parity: 0, flowControl: 0 },
  lineCodec,
  { always: true },
);
