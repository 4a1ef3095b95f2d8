import { describe, expect, test } from 'vitest';
import { firmwareDialect } from '../dialects/firmware.ts';
import { nvWrite } from '../settings/nv-trace.ts';
import { Desk } from '../testing/desk.ts';

const ok = '\r\nOK\r\n';

/** Keys of what is written to flash from now on. */
function writesOf(desk: Desk): string[] {
  const writes: string[] = [];
  desk.kernel.trace.on(nvWrite, ({ data }) => writes.push(data.key));
  return writes;
}

async function cyclePower(desk: Desk): Promise<void> {
  desk.module.powerOff();
  await desk.run(1_000);
  desk.module.powerOn();
  await desk.run(310);
  desk.read();
}

describe('AT+SYSSTORE', () => {
  test('CORE-28: is 1 at start, and again after AT+RST and a power cycle', async () => {
    const desk = await Desk.ready();
    const restarts = [() => desk.ask('AT+RST', 400), () => cyclePower(desk)];
    for (const restart of restarts) {
      expect(await desk.ask('AT+SYSSTORE?')).toBe(`+SYSSTORE:1\r\n${ok}`);
      expect(await desk.ask('AT+SYSSTORE=0')).toBe(ok);
      expect(await desk.ask('AT+SYSSTORE?')).toBe(`+SYSSTORE:0\r\n${ok}`);
      await restart();
    }
    expect(await desk.ask('AT+SYSSTORE?')).toBe(`+SYSSTORE:1\r\n${ok}`);
  });

  test.each(['AT+SYSSTORE=2', 'AT+SYSSTORE=-1', 'AT+SYSSTORE="1"', 'AT+SYSSTORE=', 'AT+SYSSTORE'])(
    'CORE-14: %s is refused and changes nothing',
    async (line) => {
      const desk = await Desk.ready();
      expect(await desk.ask(line)).toBe('\r\nCMD PARSE ERR\r\n');
      expect(await desk.ask('AT+SYSSTORE?')).toBe(`+SYSSTORE:1\r\n${ok}`);
    },
  );

  test('has two colons in the firmware, and no usage text', async () => {
    const desk = await Desk.ready(firmwareDialect);
    expect(await desk.ask('AT+SYSSTORE?')).toBe(`+SYSSTORE::1\r\n${ok}`);
    expect(await desk.ask('AT+SYSSTORE=?')).toBe('\r\nERROR\r\n');
  });

  test.each(['AT+RST', 'the power'])(
    'CORE-28: with 1 the mode outlives %s, with 0 it does not',
    async (means) => {
      const desk = await Desk.ready();
      const restart = () => (means === 'AT+RST' ? desk.ask('AT+RST', 400) : cyclePower(desk));
      await desk.ask('AT+CWMODE=2');
      await restart();
      expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:2\r\n${ok}`);
      await desk.ask('AT+SYSSTORE=0');
      await desk.ask('AT+CWMODE=3');
      // Queries read RAM.
      expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:3\r\n${ok}`);
      await restart();
      expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:2\r\n${ok}`);
    },
  );

  test('CORE-28: going back to 1 stores what is set from then on, not what was', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+SYSSTORE=0');
    await desk.ask('AT+CWMODE=2');
    const writes = writesOf(desk);
    await desk.ask('AT+SYSSTORE=1');
    expect(writes).toEqual([]);
    await desk.ask('AT+CWMODE=2');
    await desk.ask('AT+CWMODE=2');
    expect(writes).toEqual(['wifi.mode']);
  });

  test.each([0, 1])('CORE-30: in store mode %i no MQTT command writes to flash', async (mode) => {
    const desk = await Desk.joined();
    desk.accept();
    await desk.ask(`AT+SYSSTORE=${mode}`);
    const writes = writesOf(desk);
    const lines = [
      'AT+MQTTUSERCFG=0,1,"W800","u","p",0,0,""',
      'AT+MQTTLONGCLIENTID=0,4\r\nlong',
      'AT+MQTTLONGUSERNAME=0,4\r\nlong',
      'AT+MQTTLONGPASSWORD=0,4\r\nlong',
      'AT+MQTTCONNCFG=0,60,1,"will","gone",1,1',
      'AT+MQTTALPN=0,1,"mqtt"',
      'AT+MQTTCONN=0,"10.0.0.9",1883,1',
      'AT+MQTTPUB=0,"topic","hello",0,1',
      'AT+MQTTPUBRAW=0,"topic",2,0,0\r\nhi',
    ];
    for (const line of lines) expect(await desk.ask(line, 500)).toContain('OK');
    await desk.ask('AT+MQTTSUB=0,"topic",1', 500);
    await desk.ask('AT+MQTTUNSUB=0,"topic"', 500);
    await desk.ask('AT+MQTTCLEAN=0');
    expect(writes).toEqual([]);
  });
});
