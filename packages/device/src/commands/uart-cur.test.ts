import { baudRates } from '@w800/uart';
import { describe, expect, test } from 'vitest';
import { nvWrite } from '../settings/nv-trace.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const initial = '115200,8,1,0,0';

async function cyclePower(desk: Desk): Promise<string> {
  desk.module.powerOff();
  await desk.run(1_000);
  desk.module.powerOn();
  await desk.run(310);
  return desk.read();
}

describe.each(['AT+UART_CUR', 'AT+UART_DEF'])('%s', (name) => {
  const head = name.slice(2);

  test('shows 115200 8N1 without flow control at first', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}?`)).toBe(`${head}:${initial}\r\n${ok}`);
  });

  test('answers OK in the line as it was; the next line is in the new one', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(`${name}=9600,8,3,2,3`)).toBe(ok);
    expect(desk.line.module.settings).toEqual({
      baud: 9600,
      dataBits: 8,
      stopBits: 2,
      parity: 'even',
      flowControl: 'rts/cts',
    });
    desk.line.host.configure({ baud: 9600, parity: 'even', stopBits: 2 });
    expect(await desk.ask(`${name}?`, 200)).toBe(`${head}:9600,8,3,2,3\r\n${ok}`);
  });

  test('a host that does not follow reads and writes garbage until it does', async () => {
    const desk = await Desk.ready();
    await desk.ask(`${name}=9600,8,1,0,0`);
    // Two lines, every fall of the host's line a NUL or a few to the module; nothing is a CR LF.
    expect(await desk.ask('AT\r\nAT')).toBe('');
    desk.line.host.configure({ baud: 9600 });
    desk.type('\r\n');
    await desk.run(50);
    // The garbage stands in front of the line that puts the module in step again.
    expect(desk.read()).toBe('\r\nCMD FORMAT ERR\r\n');
    desk.line.host.configure({ baud: 115_200 });
    await desk.run(10);
    desk.line.host.configure({ baud: 9600 });
    expect(await desk.ask('AT')).toBe(ok);
  });

  test.each(['599', '2000001', '9600,8', '9600,8,1,0', '9600,8,1,0,0,0', '"9600",8,1,0,0'])(
    'CORE-14: =%s is CMD PARSE ERR',
    async (typed) => {
      const desk = await Desk.ready();
      const line = typed.includes(',') ? typed : `${typed},8,1,0,0`;
      expect(await desk.ask(`${name}=${line}`)).toBe('\r\nCMD PARSE ERR\r\n');
      expect(await desk.ask(`${name}?`)).toBe(`${head}:${initial}\r\n${ok}`);
    },
  );

  test.each(['14400,8,1,0,0', '9600,7,1,0,0', '9600,5,1,0,0', '9600,8,2,0,0'])(
    'what the driver refuses, %s, is ERROR and changes nothing',
    async (line) => {
      const desk = await Desk.ready();
      const writes: string[] = [];
      desk.kernel.trace.on(nvWrite, ({ data }) => writes.push(data.key));
      expect(await desk.ask(`${name}=${line}`)).toBe(error);
      expect(await desk.ask(`${name}?`)).toBe(`${head}:${initial}\r\n${ok}`);
      expect(writes).toEqual([]);
    },
  );

  test('every rate of the driver is taken, and heard on an exact host', async () => {
    const desk = await Desk.ready();
    for (const baud of baudRates) {
      expect(await desk.ask(`${name}=${baud},8,1,0,0`, 2_000)).toBe(ok);
      desk.line.host.configure({ baud });
    }
  });
});

test('AT+UART_CUR is forgotten at a restart and writes nothing', async () => {
  const desk = await Desk.ready();
  const writes: string[] = [];
  desk.kernel.trace.on(nvWrite, ({ data }) => writes.push(data.key));
  await desk.ask('AT+UART_CUR=9600,8,1,0,0');
  expect(await cyclePower(desk)).toBe('ready\r\n');
  expect(await desk.ask('AT+UART_CUR?')).toBe(`+UART_CUR:${initial}\r\n${ok}`);
  expect(writes).toEqual([]);
});

test('AT+UART_CUR leaves what AT+UART_DEF shows as it is', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+UART_CUR=115200,8,3,0,0');
  expect(await desk.ask('AT+UART_DEF?')).toBe(`+UART_DEF:${initial}\r\n${ok}`);
  expect(await desk.ask('AT+UART_CUR?')).toBe(`+UART_CUR:115200,8,3,0,0\r\n${ok}`);
});

test('AT+UART_DEF holds over AT+RST and the power, stored once, in store mode 0 too', async () => {
  const desk = await Desk.ready();
  const writes: string[] = [];
  desk.kernel.trace.on(nvWrite, ({ data }) => writes.push(data.key));
  await desk.ask('AT+SYSSTORE=0');
  await desk.ask('AT+UART_DEF=57600,8,1,0,0');
  desk.line.host.configure({ baud: 57_600 });
  expect(await desk.ask('AT+UART_DEF=57600,8,1,0,0')).toBe(ok);
  expect(writes).toEqual(['uart.line']);
  expect(await desk.ask('AT+RST', 400)).toBe(`${ok}ready\r\n`);
  expect(await cyclePower(desk)).toBe('ready\r\n');
  expect(await desk.ask('AT+UART_CUR?')).toBe(`+UART_CUR:57600,8,1,0,0\r\n${ok}`);
});

test('a message behind the OK waits for the new line: two changes in one burst', async () => {
  const desk = await Desk.ready();
  desk.type('AT+UART_CUR=57600,8,1,0,0\r\nAT+UART_CUR=115200,8,1,0,0\r\n');
  await desk.run(100);
  const printed = desk.read();
  expect(printed.startsWith(ok)).toBe(true);
  // The second OK went out at 57,600, half the host's pace: other bytes.
  expect(printed.slice(ok.length)).not.toContain('OK');
  expect(printed.length).toBeGreaterThan(ok.length);
  expect(await desk.ask('AT')).toBe(ok);
});
