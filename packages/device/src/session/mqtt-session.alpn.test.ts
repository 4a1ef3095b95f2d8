import { fromBytes, toBytes } from '@w800/at';
import { readChain, testCa } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { SecureDesk } from '../testing/secure-desk.ts';
import { timeServer } from '../testing/time-server.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';

/** The extension as RFC 7301 has it, put together here: type 16, two lengths, the names. */
function extensionOf(...names: readonly string[]): string {
  const list = names.map((name) => String.fromCharCode(name.length) + name).join('');
  const length = (bytes: number): string => String.fromCharCode(bytes >> 8, bytes & 0xff);
  return `\0\x10${length(list.length + 2)}${length(list.length)}${list}`;
}

/** The first thing that came over the newest connection. */
function firstBytes(desk: SecureDesk): string {
  return fromBytes(desk.front.wire[0] ?? new Uint8Array());
}

/** What the handshakes agreed on, oldest first. */
function agreed(desk: SecureDesk): readonly unknown[] {
  return desk.front.handshakes.map((outcome) =>
    outcome.ok ? outcome.session.alpn && fromBytes(outcome.session.alpn) : 'failed',
  );
}

const setAlpn = 'AT+MQTTALPN=0,3,"zulu","alpha","mike"';

describe('AT+MQTTALPN', () => {
  test.each([2, 3, 4, 5, 7, 8, 9, 10])(
    'ALPN-10, ALPN-14: scheme %i offers all values in one ClientHello, in their order',
    async (scheme) => {
      const desk = await SecureDesk.onScheme(scheme);
      await desk.ask(setAlpn);
      expect(await desk.open()).toContain('+MQTTCONNECTED');
      expect(firstBytes(desk)).toContain(extensionOf('zulu', 'alpha', 'mike'));
      // The server was not asked to know any of it.
      expect(agreed(desk)).toEqual([undefined]);
    },
  );

  test.each([1, 6])('ALPN-11: scheme %i connects as if none were set', async (scheme) => {
    const desk = await SecureDesk.onScheme(scheme);
    await desk.open();
    const without = firstBytes(desk);
    await desk.ask('AT+MQTTCLEAN=0');
    await desk.user(scheme);
    await desk.ask(setAlpn);
    expect(await desk.open()).toContain(`+MQTTCONNECTED:0,${scheme},`);
    const withoutKey = (text: string): string => text.replace(/Key: .*\r/, '');
    expect(withoutKey(firstBytes(desk))).toBe(withoutKey(without));
    expect(firstBytes(desk)).not.toContain('zulu');
  });

  test('ALPN-14: a server takes the one it likes best, or none and ends it', async () => {
    const desk = await SecureDesk.onScheme(3);
    await desk.ask(setAlpn);
    desk.front.serving = { tls: { alpn: ['mike', 'alpha'].map(toBytes) } };
    expect(await desk.open()).toContain('+MQTTCONNECTED');
    await desk.ask('AT+MQTTCLEAN=0');
    await desk.user(3);
    await desk.ask(setAlpn);
    desk.front.serving = { tls: { alpn: [toBytes('lima')] } };
    expect(await desk.open()).toBe(error);
    expect(agreed(desk)).toEqual(['mike', 'failed']);
    expect(desk.front.handshakes[1]).toMatchObject({
      failure: { name: 'no_application_protocol' },
    });
  });

  test.each([
    ['none is set', []],
    ['it is cleared', [setAlpn, 'AT+MQTTALPN=0,0']],
    ['it is dropped with the user settings', [setAlpn, 'AT+MQTTUSERCFG=0,2,"W800","","",0,0,""']],
  ])('nothing is offered when %s', async (_when, lines) => {
    const desk = await SecureDesk.onScheme(2);
    for (const line of lines) expect(await desk.ask(line)).toBe(ok);
    expect(await desk.open()).toContain('+MQTTCONNECTED');
    // A record of the hello as it is without the extension, see the golden test of the package.
    expect(firstBytes(desk)).toHaveLength(5 + 161);
  });

  test('ALPN-13: the example of the document runs word for word', async () => {
    const desk = new SecureDesk();
    const tls = {
      clientCertificate: 'required',
      trust: readChain(testCa.pem),
      alpn: [toBytes('mqtt-ca.us')],
    } as const;
    desk.front.serving = { tls };
    desk.broker.listen(desk.front.front);
    desk.medium.ssid = 'ssid';
    desk.medium.password = 'password';
    desk.medium.onDatagram = timeServer(SecureDesk.now);
    desk.module.powerOn();
    await desk.run(310);
    desk.read();
    expect(await desk.ask('AT+CWMODE=1')).toBe(ok);
    expect(await desk.ask('AT+CWJAP="ssid","password"', 3_000)).toContain(ok);
    const servers = '"ntp1.aliyun.com","ntp2.aliyun.com"';
    expect(await desk.ask(`AT+CIPSNTPCFG=1,8,${servers}`)).toBe(ok);
    await desk.run(6_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toContain('Nov 15 06:13');
    const user = 'AT+MQTTUSERCFG=0,5,"W800","WinnerMicro","1234567890",0,0,""';
    expect(await desk.ask(user)).toBe(ok);
    expect(await desk.ask('AT+MQTTALPN=0,2,"mqtt-ca.cn","mqtt-ca.us"')).toBe(ok);
    desk.type('AT+MQTTCONN=0,"192.168.200.2",8883,1\r\n');
    await desk.run(3_000);
    expect(desk.read()).toBe(`+MQTTCONNECTED:0,5,"192.168.200.2",8883,"",1\r\n${ok}`);
    expect(firstBytes(desk)).toContain(extensionOf('mqtt-ca.cn', 'mqtt-ca.us'));
    expect(agreed(desk)).toEqual(['mqtt-ca.us']);
    const { username, password } = desk.broker.connect;
    expect([username, password]).toEqual(['WinnerMicro', '1234567890']);
    desk.broker.hangUp();
    await desk.run(14_000);
    expect(desk.read()).toContain('+MQTTCONNECTED:0,5,');
    expect(agreed(desk)).toEqual(['mqtt-ca.us', 'mqtt-ca.us']);
  });
});
