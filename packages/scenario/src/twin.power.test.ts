import { tcpSegment } from '@w800/world';
import { expect, test } from 'vitest';
import { openTwin, type Twin } from './twin.ts';

const world = {
  wifi: { ssid: 'home', password: '12345678' },
  broker: { host: '192.168.10.234', port: 1883 },
};

const steps: readonly (readonly [string, string | string[]])[] = [
  ['AT+CWMODE=1', 'OK'],
  ['AT+CWJAP="home","12345678"', ['WIFI CONNECTED', 'OK', 'WIFI GOT IP']],
  ['AT+MQTTUSERCFG=0,1,"W800","","",0,0,""', 'OK'],
  ['AT+MQTTCONN=0,"192.168.10.234",1883,1', 'OK'],
  ['AT+MQTTSUB=0,"t",1', 'OK'],
  ['AT+MQTTPUB=0,"t","hello",2,0', 'OK'],
];

async function play(twin: Twin): Promise<void> {
  for (const [line, expected] of steps) await twin.exchange(line, expected, { within: '15s' });
}

async function leaving(twin: Twin, deed: () => Promise<void>): Promise<readonly string[]> {
  const flags: string[] = [];
  const end = twin.kernel.trace.on(tcpSegment, ({ data }) => {
    if (data.destination === world.broker.host) flags.push(data.flags);
  });
  await deed();
  end();
  return flags;
}

test('NOTE-05: a module whose supply goes sends no segment more, an RST least of all', async () => {
  const twin = await openTwin({ world });
  await play(twin);
  const sent = await leaving(twin, async () => {
    twin.bench.powerOff();
    await twin.wait('60s');
  });
  expect(sent).toEqual([]);
  await twin.close();
});

test('CORE-27: AT+RST ends the connections without a word to the peer', async () => {
  const twin = await openTwin({ world });
  await play(twin);
  const sent = await leaving(twin, () => twin.exchange('AT+RST', ['OK', 'ready']));
  expect(sent).toEqual([]);
  await twin.close();
});

test('CORE-25: a cut at any moment of a session is followed by one ready, and all works again', async () => {
  const whole = await openTwin({ world });
  const from = whole.kernel.now;
  await play(whole);
  const lengthNs = whole.kernel.now - from;
  await whole.close();
  const cuts = 24;
  for (let cut = 1; cut < cuts; cut += 1) {
    const twin = await openTwin({ world });
    const { kernel, bench } = twin;
    kernel.at(from + Math.floor((lengthNs * cut) / cuts), () => bench.powerOff());
    await play(twin).catch(() => undefined);
    await twin.wait('1s');
    twin.driver.output.breakOff();
    twin.driver.cursor = twin.driver.output.length;
    bench.powerOn();
    await twin.expect('ready');
    expect(kernel.now).toBeGreaterThan(from);
    // A network that was stored meanwhile is joined by the module itself.
    await twin.wait('10s');
    twin.driver.cursor = twin.driver.output.length;
    await play(twin);
    await twin.close();
  }
});
