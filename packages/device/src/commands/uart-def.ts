import { defineCommand } from '../module.ts';
import { lineSetting, serialSettingsOf } from '../serial/line-parameters.ts';
import { showLine } from '../serial/show-line.ts';
import { lineParameters } from './parameters/line-parameters.ts';

export const uartDef = defineCommand({
  name: 'AT+UART_DEF',
  summary: { en: 'Sets the serial line for good', zh: '设置串口，保存到 flash' },
  requires: { extensions: true },
  query(module, reply) {
    reply.line(`+UART_DEF:${showLine(module.settings.read(lineSetting))}`);
    reply.ok();
  },
  set: {
    parameters: lineParameters,
    example: 'AT+UART_DEF=115200,8,1,0,3',
    run(module, line, reply) {
      if (serialSettingsOf(line) === undefined) {
        reply.error();
        return;
      }
      module.settings.write(lineSetting, line);
      reply.ok(() => module.serial.change(line));
    },
  },
});
