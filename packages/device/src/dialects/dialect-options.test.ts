import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { dialectWith } from '../testing/dialect-with.ts';
import type { DialectOptions } from './dialect-options.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const parseError = '\r\nCMD PARSE ERR\r\n';
const user = 'AT+MQTTUSERCFG=0,1,"W800","","",0,0,""';

/** What a ready module answers to lines, the last answer alone. */
async function answer(options: Partial<DialectOptions>, ...lines: string[]): Promise<string> {
  const desk = await Desk.ready(dialectWith(options));
  let printed = '';
  for (const line of lines) printed = await desk.ask(line);
  return printed;
}

const long = `AT+MQTTUSERCFG=0,1,"${'x'.repeat(255 - 34)}","","",0,0,""`;

/** An option at work, once with the documents' value and once with another. */
const sides: readonly (readonly [Partial<DialectOptions>, readonly string[], string, string])[] = [
  [{ okText: 'OK\r\n' }, ['AT'], ok, 'OK\r\n'],
  [{ errorText: 'FAIL\r\n' }, ['AT?'], error, 'FAIL\r\n'],
  [{ formatErrorText: error }, ['AT+FAKE'], '\r\nCMD FORMAT ERR\r\n', error],
  [{ parseErrorText: error }, ['AT+MQTTCLEAN=1'], parseError, error],
  [
    { promptText: 'OK\r\n>\r\n' },
    [user, 'AT+MQTTLONGCLIENTID=0,5'],
    '\r\nOK\r\n\r\n>',
    'OK\r\n>\r\n',
  ],
  [{ extensions: false }, ['ATE0'], ok, '\r\nCMD FORMAT ERR\r\n'],
  [{ extensions: false }, ['AT+GMR?'], error, '\r\nCMD FORMAT ERR\r\n'],
  [{ espAtCommands: true }, ['AT+SYSMSG?'], '\r\nCMD FORMAT ERR\r\n', `+SYSMSG:0\r\n${ok}`],
  [{ echoAtStart: true }, ['AT'], ok, `AT\r\n${ok}`],
  [{ countTerminator: true }, [long], ok, parseError],
  [{ lenientCommaInString: true }, [user.replace('W800', 'W,800')], parseError, ok],
  [{ rangeRefusal: 'error' }, ['AT+CWMODE=4'], parseError, error],
  [{ emptyFieldDefaults: false }, [user, 'AT+MQTTCONNCFG=0,,0,"","",0,0'], ok, parseError],
  [{ sysStoreColons: '::' }, ['AT+SYSSTORE?'], `+SYSSTORE:1\r\n${ok}`, `+SYSSTORE::1\r\n${ok}`],
  [{ idleStateEquals: true }, ['AT+CWSTATE?'], `+CWSTATE:0,""\r\n${ok}`, `+CWSTATE=0\r\n${ok}`],
  [
    { mqttConnComma: false },
    ['AT+MQTTCONN?'],
    `+MQTTCONN:0,0,0,"",0,"",0\r\n${ok}`,
    `+MQTTCONN:0,0,0"",0,"",0\r\n${ok}`,
  ],
  [
    { mqttPortQuotes: true },
    ['AT+MQTTCONN?'],
    `+MQTTCONN:0,0,0,"",0,"",0\r\n${ok}`,
    `+MQTTCONN:0,0,0,"","0","",0\r\n${ok}`,
  ],
  [
    { configTrailingComma: true },
    ['AT+MQTTUSERCFG?'],
    `+MQTTUSERCFG:0,0,"","","",0,0,""\r\n${ok}`,
    `+MQTTUSERCFG:0,0,"","","",0,0,"",\r\n${ok}`,
  ],
  [
    { configTrailingComma: true },
    ['AT+MQTTCONNCFG?'],
    `+MQTTCONNCFG:0,120,0,"","",0,0\r\n${ok}`,
    `+MQTTCONNCFG:0,120,0,"","",0,0,\r\n${ok}`,
  ],
  [{ cleanInState0: 'ok' }, ['AT+MQTTCLEAN=0'], error, ok],
];

test.each(sides)('%o: %j is answered %j without it and %j with it', async (...side) => {
  const [options, lines, documented, otherwise] = side;
  expect(await answer({}, ...lines)).toBe(documented);
  expect(await answer(options, ...lines)).toBe(otherwise);
});

test('readyText and busyText are the words of the boot and of a port at work', async () => {
  const desk = new Desk(dialectWith({ readyText: '\r\nready', busyText: 'busy p...\r\n' }));
  desk.module.powerOn();
  await desk.run(310);
  expect(desk.read()).toBe('\r\nready\r\n');
  expect(await desk.ask('AT+CWJAP="home","12345678"\r\nAT', 100)).toBe('busy p...\r\n');
});

test.each([
  [{}, 'WIFI CONNECTED\r\n', `${ok}WIFI GOT IP\r\n`],
  [{ gotIpWithAddress: true }, 'WIFI CONNECTED\r\n', `${ok}WIFI GOT IP "10.0.0.100"\r\n`],
  [{ joinOkFirst: false }, 'WIFI CONNECTED\r\n', `WIFI GOT IP\r\n${ok}`],
])('%o: a join prints %j and then %j', async (options, first, then) => {
  const desk = await Desk.ready(dialectWith(options));
  const printed = await desk.ask('AT+CWJAP="home","12345678"', 2_000);
  expect(printed.replace(/\d+\.\d+\.\d+\.\d+/, '10.0.0.100')).toBe(first + then);
});

describe('an MQTT session', () => {
  test('mqttPortQuotes: the port in +MQTTCONNECTED stands in quotes', async () => {
    const urc = async (options: Partial<DialectOptions>) => {
      const desk = await Desk.joined(dialectWith(options));
      desk.accept();
      await desk.ask(user);
      return desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    };
    expect(await urc({})).toBe(`+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",0\r\n${ok}`);
    const quoted = await urc({ mqttPortQuotes: true });
    expect(quoted).toBe(`+MQTTCONNECTED:0,1,"10.0.0.9","1883","",0\r\n${ok}`);
  });

  test('fullSubscribe ok: the hint that the list is full is followed by OK', async () => {
    const eleventh = async (options: Partial<DialectOptions>) => {
      const desk = await Desk.connected(0, dialectWith(options));
      for (let topic = 0; topic < 10; topic += 1) {
        desk.type(`AT+MQTTSUB=0,"t${topic}",0\r\n`);
        await desk.run(50);
        desk.send(0x90, 3, 0, desk.arrived.at(-6) ?? 0, 0);
        await desk.run(50);
      }
      desk.read();
      return desk.ask('AT+MQTTSUB=0,"full",0');
    };
    expect(await eleventh({})).toBe(`ALREADY FULL SUBSCRIBE\r\n${error}`);
    expect(await eleventh({ fullSubscribe: 'ok' })).toBe(`ALREADY FULL SUBSCRIBE\r\n${ok}`);
  });

  test('waitForAcknowledgement: a publish with QoS 1 is answered after PUBACK', async () => {
    const desk = await Desk.connected();
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0', 5_000)).toBe('');
    desk.send(0x40, 2, 0, 1);
    await desk.run(100);
    expect(desk.read()).toBe(ok);
  });

  test('without it, when it has left; that it was never acknowledged is a finding', async () => {
    const desk = await Desk.connected(0, dialectWith({ waitForAcknowledgement: false }));
    const findings: unknown[] = [];
    desk.kernel.trace.onAny(({ kind, data }) => {
      if (kind === 'finding') findings.push(data);
    });
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0')).toBe(ok);
    expect(desk.arrived.slice(-8)).toEqual([0x32, 6, 0, 1, 0x74, 0, 1, 0x78]);
    await desk.run(9_000);
    expect(findings).toEqual([]);
    await desk.run(1_000);
    expect(findings).toMatchObject([{ id: 'mqtt.publish-unacknowledged' }]);
    expect(desk.read()).toBe('');
  });

  test('without it, a second publish waits for the exchange of the first', async () => {
    const desk = await Desk.connected(0, dialectWith({ waitForAcknowledgement: false }));
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0')).toBe(ok);
    expect(await desk.ask('AT+MQTTPUB=0,"t","y",1,0', 1_000)).toBe('');
    desk.send(0x40, 2, 0, 1);
    await desk.run(100);
    expect(desk.read()).toBe(ok);
    desk.send(0x40, 2, 0, 2);
    await desk.run(100);
    expect(desk.read()).toBe('');
  });

  test('subTimeoutCloses: a missing SUBACK ends the session before ERROR', async () => {
    const desk = await Desk.connected();
    const printed = await desk.ask('AT+MQTTSUB=0,"t",0', 10_100);
    expect(printed).toBe(`+MQTTDISCONNECTED:0\r\n${error}`);
  });

  test('without it the session goes on, and a late SUBACK is taken silently', async () => {
    const desk = await Desk.connected(0, dialectWith({ subTimeoutCloses: false }));
    expect(await desk.ask('AT+MQTTSUB=0,"t",0', 10_100)).toBe(error);
    desk.send(0x90, 3, 0, 1, 0);
    await desk.run(100);
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",0,0')).toBe(ok);
    expect(await desk.ask('AT+MQTTUNSUB=0,"t"')).toBe(`NO UNSUBSCRIBE\r\n${ok}`);
  });

  test('mqttReconnectIntervalSeconds: the first attempt comes so long after the loss', async () => {
    const connectsAfter = async (options: Partial<DialectOptions>) => {
      const desk = await Desk.connected(1, dialectWith(options));
      desk.read();
      desk.peer?.abort();
      await desk.run(2_900);
      const early = desk.read();
      await desk.run(300);
      const then = desk.read();
      await desk.run(7_000);
      return [early, then, desk.read()].map((text) => text.includes('+MQTTCONNECTED'));
    };
    expect(await connectsAfter({})).toEqual([false, false, true]);
    const short = await connectsAfter({ mqttReconnectIntervalSeconds: 3 });
    expect(short).toEqual([false, true, false]);
  });
});
