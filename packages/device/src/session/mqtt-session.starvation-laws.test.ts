import { second } from '@w800/kernel';
import { readChain, testCa } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { heldMemory, lastingBytes, lastingBytesMax } from '../testing/held-memory.ts';
import { SecureDesk } from '../testing/secure-desk.ts';

const ok = '\r\nOK\r\n';
const disconnected = String.raw`(\+MQTTDISCONNECTED:0\r\n)?`;
const ended = new RegExp(`^${disconnected}\r\n(OK|ERROR)\r\n$`);

/** What a module does for which it needs memory, and what may come of it. */
interface Path {
  /** What is typed or sent, and what is printed by the end of it. */
  readonly act: (desk: SecureDesk) => Promise<string>;
  /** Every documented end, but for those of a session that is over. */
  readonly ends: RegExp;
  /** With nothing failing. */
  readonly whole: string;
}

/** Types a line and waits for its final code, at most a minute. */
async function command(desk: SecureDesk, line: string): Promise<string> {
  desk.type(`${line}\r\n`);
  return finished(desk, /\r\n(OK|ERROR)\r\n$/);
}

async function finished(desk: SecureDesk, end: RegExp, limitSeconds = 60): Promise<string> {
  let printed = '';
  for (let step = 0; step < 10 * limitSeconds && !end.test(printed); step += 1) {
    await desk.run(100);
    printed += desk.read();
  }
  return printed;
}

async function raw(desk: SecureDesk): Promise<string> {
  desk.type('AT+MQTTPUBRAW=0,"t",2000,1,0\r\n');
  const asked = await finished(desk, /(>|ERROR\r\n)$/);
  if (!asked.endsWith('>')) return asked;
  desk.type('x'.repeat(2_000));
  return asked + (await finished(desk, /\+MQTTPUB:\w+\r\n$/));
}

function publish(qos: number): Path {
  const line = `AT+MQTTPUB=0,"t","${'x'.repeat(100)}",${qos},0`;
  return { act: (desk) => command(desk, line), ends: ended, whole: ok };
}

function receive(qos: 0 | 1 | 2): Path {
  const payload = 'x'.repeat(1_500);
  const whole = `+MQTTSUBRECV:0,"t",1500,${payload}\r\n`;
  return {
    act: async (desk) => {
      desk.broker.publish({ topic: 't', payload, qos, ...(qos > 0 && { id: 7 }) });
      return finished(desk, /(SUBRECV.*|DISCONNECTED:0)\r\n$/);
    },
    // An acknowledgement that finds no room may end the session after the message.
    ends: new RegExp(
      `^(\\+MQTTSUBRECV:0,"t",1500,x{1500}\r\n${disconnected}|\\+MQTTDISCONNECTED:0\r\n)$`,
    ),
    whole,
  };
}

const paths: Readonly<Record<string, Path>> = {
  'AT+MQTTSUB': {
    act: (desk) => command(desk, 'AT+MQTTSUB=0,"topic",1'),
    ends: ended,
    whole: ok,
  },
  'AT+MQTTUNSUB': {
    act: (desk) => command(desk, 'AT+MQTTUNSUB=0,"held"'),
    ends: ended,
    whole: ok,
  },
  'AT+MQTTPUB at QoS 0': publish(0),
  'AT+MQTTPUB at QoS 1': publish(1),
  'AT+MQTTPUB at QoS 2': publish(2),
  'AT+MQTTPUBRAW': {
    act: raw,
    ends: new RegExp(
      `^(${disconnected}\r\nERROR\r\n|\r\nOK\r\n\r\n>${disconnected}\\+MQTTPUB:(OK|FAIL)\r\n)$`,
    ),
    whole: `${ok}\r\n>+MQTTPUB:OK\r\n`,
  },
  'a message at QoS 0': receive(0),
  'a message at QoS 1': receive(1),
  'a message at QoS 2': receive(2),
  'a return': {
    act: async (desk) => {
      desk.broker.peer?.end();
      return finished(desk, /\+MQTTCONNECTED.*\r\n$/, 200);
    },
    // What follows the return, the subscriptions first, may end it again.
    ends: /^(\+MQTTDISCONNECTED:0\r\n\+MQTTCONNECTED:.*,1\r\n)+$/,
    whole: '+MQTTDISCONNECTED:0\r\n+MQTTCONNECTED:0,SCHEME,"broker.example",8883,"",1\r\n',
  },
};

/** A session that comes back, with a subscription. */
async function session(scheme: number): Promise<SecureDesk> {
  const tls = { clientCertificate: 'required', trust: readChain(testCa.pem) } as const;
  const serving = {
    ...(scheme !== 1 && { tls }),
    ...(scheme > 5 && { websocket: {} }),
  };
  const desk = await SecureDesk.onScheme(scheme, { serving });
  expect(await desk.open(1)).toContain('+MQTTCONNECTED');
  expect(await command(desk, 'AT+MQTTSUB=0,"held",1')).toBe(ok);
  desk.broker.take();
  return desk;
}

/** What a module of this scheme holds that has joined and was cleaned. */
async function rested(desk: SecureDesk): Promise<Readonly<Record<string, string>>> {
  await desk.run(30_000);
  desk.read();
  expect(await command(desk, 'AT+MQTTCLEAN=0')).toContain(ok);
  await desk.run(30_000);
  desk.read();
  return heldMemory(desk.module.heap);
}

/** Whether one request fails, or that and every one after it until the end is told. */
const failures = { 'one request': 1, 'every request from one on': Number.POSITIVE_INFINITY };

const cases = [1, 10].flatMap((scheme) =>
  Object.keys(paths).flatMap((name) =>
    Object.keys(failures).map((failure) => [scheme, name, failure] as const),
  ),
);

describe('wherever memory runs out, the end is a documented one and leaves nothing', () => {
  test.each(cases)('scheme %i, %s, %s', async (scheme, name, failure) => {
    const path = paths[name];
    if (path === undefined) throw new Error(name);
    const times = failures[failure as keyof typeof failures];
    const untouched = await session(scheme);
    const whole = await path.act(untouched);
    expect(whole).toBe(path.whole.replace('SCHEME', `${scheme}`));
    expect(whole).toMatch(path.ends);
    const idle = await rested(untouched);
    let reached = 0;
    for (let nth = 1; ; nth += 1) {
      const desk = await session(scheme);
      const { heap } = desk.module;
      let count = 0;
      const allow = heap.refuse(() => {
        count += 1;
        return count >= nth && count < nth + times;
      });
      if (times > 1) desk.kernel.after(40 * second, allow);
      const printed = await path.act(desk);
      allow();
      expect([nth, printed]).toEqual([nth, expect.stringMatching(path.ends)]);
      const left = await rested(desk);
      expect([nth, left, lastingBytes(heap)]).toEqual([nth, idle, lastingBytesMax]);
      await desk.user(scheme);
      expect(await desk.open()).toContain('+MQTTCONNECTED');
      expect(await command(desk, 'AT+MQTTPUB=0,"t","again",1,0')).toBe(ok);
      if (count < nth) break;
      reached += 1;
    }
    expect(reached).toBeGreaterThan(1);
  });
});
