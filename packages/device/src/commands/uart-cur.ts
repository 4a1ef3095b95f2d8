import { defineCommand } from '../module.ts';
import { serialSettingsOf } from '../serial/line-parameters.ts';
import { showLine } from '../serial/show-line.ts';
import { lineParameters } from './parameters/line-parameters.ts';

export const uartCur = defineCommand({
  name: 'AT+UART_CUR',
  summary: { en: 'Sets the serial line until the next start', zh: '设置串口，不保存到 flash' },
  requires: { extensions: true },
  query(module, reply) {
    reply.line(`+UART_CUR:${showLine(module.serial.parameters)}`);
    reply.ok();
  },
  set: {
    parameters: lineParameters,
    example: 'AT+UART_CUR=115200,8,1,0,3',
    run(module, line, reply) {
      if (serialSettingsOf(line) === undefined) reply.error();
      else reply.ok(() => module.serial.change(line));
    },
  },
});
