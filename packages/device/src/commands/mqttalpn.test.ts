import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';

const line = (rest: string): string => `AT+MQTTALPN=0,${rest}`;
const shown = (protocols: readonly string[]): string =>
  protocols.map((protocol) => `+MQTTALPN:0,"${protocol}"\r\n`).join('') + ok;

const refused = [
  ['ALPN-06: six', '6,"a","b","c","d","e","f"'],
  ['ALPN-06: minus one', '-1'],
  ['an empty count', ',"a"'],
  ['a quoted count', '"1","a"'],
  ['ALPN-08: a text less than counted', '3,"a","b"'],
  ['ALPN-08: a text more than counted', '1,"a","b"'],
  ['ALPN-08: none but one is counted', '1'],
  ['ALPN-08: a text with count 0', '0,"a"'],
  ['an empty field with count 0', '0,'],
  ['ALPN-16: an empty text', '2,"a",""'],
  ['CORE-11: an empty field among the texts', '3,"a",,"c"'],
  ['CORE-09: a text without quotes', '1,mqtt'],
  ['CORE-10: a number among the texts', '2,"a",5'],
] as const;

async function configured(): Promise<Desk> {
  const desk = await Desk.ready();
  await desk.ask(MqttDesk.userLine);
  return desk;
}

describe('AT+MQTTALPN', () => {
  test('ALPN-01, ALPN-02: the protocols of the example, in their order', async () => {
    const desk = await configured();
    expect(await desk.ask('AT+MQTTALPN=0,2,"mqtt-ca.cn","mqtt-ca.us"')).toBe(ok);
    expect(await desk.ask('AT+MQTTALPN?')).toBe(
      `+MQTTALPN:0,"mqtt-ca.cn"\r\n+MQTTALPN:0,"mqtt-ca.us"\r\n${ok}`,
    );
  });

  test('ALPN-03, ALPN-05, ALPN-07: one to five protocols, as many lines', async () => {
    const desk = await configured();
    const all = ['one', 'two', 'three', 'four', 'five'];
    for (let count = 1; count <= 5; count += 1) {
      const some = all.slice(0, count);
      const texts = some.map((protocol) => `"${protocol}"`).join(',');
      expect(await desk.ask(line(`${count},${texts}`))).toBe(ok);
      expect(await desk.ask('AT+MQTTALPN?')).toBe(shown(some));
    }
  });

  test('ALPN-04, ALPN-15: count 0 clears, and OK alone is what nothing looks like', async () => {
    const desk = await configured();
    expect(await desk.ask('AT+MQTTALPN?')).toBe(ok);
    await desk.ask(line('2,"a","b"'));
    expect(await desk.ask(line('0'))).toBe(ok);
    expect(await desk.ask('AT+MQTTALPN?')).toBe(ok);
  });

  test.each(refused)('%s: refused, and nothing changes', async (_title, rest) => {
    const desk = await configured();
    expect(await desk.ask(line(rest))).toBe(parseError);
    expect(await desk.ask('AT+MQTTALPN?')).toBe(ok);
    await desk.ask(line('2,"h2","mqtt"'));
    expect(await desk.ask(line(rest))).toBe(parseError);
    expect(await desk.ask('AT+MQTTALPN?')).toBe(shown(['h2', 'mqtt']));
  });

  test('ALPN-09: a line of 255 bytes is accepted, one of 256 is refused', async () => {
    const desk = await configured();
    for (const [length, answer] of [
      [237, ok],
      [238, parseError],
      [239, parseError],
    ] as const) {
      const text = line(`1,"${'a'.repeat(length)}"`);
      expect(text).toHaveLength(length + 18);
      expect(await desk.ask(text)).toBe(answer);
      expect(await desk.ask('AT')).toBe(ok);
    }
    expect(await desk.ask('AT+MQTTALPN?')).toBe(shown(['a'.repeat(237)]));
  });

  test('with scheme 1 it is taken, unused, and does not keep from connecting', async () => {
    const desk = await MqttDesk.inState(1);
    await desk.ask(line('1,"mqtt"'));
    expect(await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0')).toContain('+MQTTCONNECTED:0,1,');
    expect(desk.broker.connect.protocol).toBe('MQTT');
    expect(await desk.ask('AT+MQTTALPN?')).toBe(shown(['mqtt']));
  });

  test('ALPN-12: before AT+MQTTUSERCFG it is an ERROR', async () => {
    const desk = await Desk.ready();
    expect(await desk.ask(line('1,"mqtt"'))).toBe(error);
    expect(await desk.ask(line('0'))).toBe(error);
    expect(await desk.ask('AT+MQTTALPN?')).toBe(ok);
  });
});
