import type { LiveCheck } from '../live-check.ts';

const broker = '192.168.10.234';
const everyByte = String.fromCharCode(...Array.from({ length: 256 }, (_, value) => value));

export const nodeSerialportCheck: LiveCheck = {
  name: 'serialport of npm',
  needs: ['serialport', '@lydell/node-pty'],
  limitSeconds: 60,
  async run(stage) {
    const link = `${stage.folder}/w800`;
    const twin = await stage.serve('--pty', link);
    const host = await stage.atTerminal(link);
    await host.join();
    await host.connect(1883, { host: broker });
    await host.ask('AT+MQTTSUB=0,"echo",1');
    for (const baudRate of [115_200, 460_800]) {
      await host.ask(`AT+UART_CUR=${baudRate},8,1,0,0`);
      host.type('AT+MQTTPUBRAW=0,"echo",256,0,0\r\n');
      await host.heard.until('>');
      host.type(everyByte);
      await host.heard.until(`+MQTTSUBRECV:0,"echo",256,${everyByte}\r\n`);
    }
    await host.close();
    await twin.end();
    return '256 byte values there and back at 115200 and 460800';
  },
};
