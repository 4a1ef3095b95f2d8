import { describe, expect, test } from 'vitest';
import { clockSet } from './clock/clock.ts';
import { power } from './power-trace.ts';
import { Desk } from './testing/desk.ts';
import { heldMemory } from './testing/held-memory.ts';
import { timeServer } from './testing/time-server.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const join = 'AT+CWJAP="home","12345678"';
const joined = `WIFI CONNECTED\r\n${ok}WIFI GOT IP\r\n`;

/** Makes one request of the heap fail, the first being number 1. Tells whose it was. */
function starve(desk: Desk, nth: number): { owner: string | undefined; readonly end: () => void } {
  let count = 0;
  const end = desk.module.heap.refuse((_bytes, owner) => {
    count += 1;
    if (count === nth) failed.owner = owner;
    return count === nth;
  });
  const failed: { owner: string | undefined; readonly end: () => void } = { owner: undefined, end };
  return failed;
}

/** For every request in turn: what became of it, until none is left to fail. */
async function everyRequest(
  prepared: () => Promise<Desk>,
  trial: (desk: Desk, failed: () => string | undefined, end: () => void) => Promise<void>,
): Promise<readonly string[]> {
  const owners: string[] = [];
  for (let nth = 1; ; nth += 1) {
    const desk = await prepared();
    const failure = starve(desk, nth);
    await trial(desk, () => failure.owner, failure.end);
    if (failure.owner === undefined) return owners;
    owners.push(failure.owner);
  }
}

describe('a boot', () => {
  /** What is seen of it, without an answer if the module is dead, and after a reset. */
  async function story(desk: Desk, end: () => void): Promise<readonly string[]> {
    const seen: string[] = [];
    const stop = desk.kernel.trace.on(power, ({ data }) => seen.push(data.event));
    desk.module.powerOn();
    await desk.run(400);
    end();
    stop();
    seen.push(desk.read(), await desk.ask('AT+CWINIT?'), await desk.ask(join, 2_000));
    desk.module.holdReset();
    desk.module.releaseReset();
    await desk.run(400);
    return [...seen, desk.read(), await desk.ask('AT+CWINIT?')];
  }

  const ready = 'ready\r\n';
  const init = (value: number): string => `+CWINIT:${value}\r\n${ok}`;
  const dead = ['on', 'failed', '', '', '', ready, init(1)];
  const withoutWifi = ['on', 'ready', ready, init(0), error, ready, init(1)];
  const whole = ['on', 'ready', ready, init(1), joined, ready, init(1)];

  test('that lacks memory for a part goes no further or without Wi-Fi, and a reset heals it', async () => {
    const owners = await everyRequest(
      async () => new Desk(),
      async (desk, failed, end) => {
        const seen = await story(desk, end);
        const owner = failed();
        const broken = owner?.startsWith('wifi.') === true ? withoutWifi : dead;
        expect([owner, ...seen]).toEqual([owner, ...(owner === undefined ? whole : broken)]);
      },
    );
    expect(new Set(owners).size).toBe(14);
  });

  test('without Wi-Fi can have it when there is memory, by AT+CWINIT=1', async () => {
    const desk = new Desk();
    const allow = desk.module.heap.refuse((_bytes, owner) => owner === 'wifi.driver');
    desk.module.powerOn();
    await desk.run(310);
    desk.read();
    expect(await desk.ask('AT+CWINIT=1')).toBe(error);
    expect(desk.module.heap.usedBy('wifi.buffers')).toBe(0);
    allow();
    expect(await desk.ask('AT+CWINIT=1')).toBe(ok);
    expect(await desk.ask(join, 2_000)).toBe(joined);
  });
});

describe('a join', () => {
  test('that finds no memory is an ERROR, leaves nothing, and can be asked for again', async () => {
    const owners = await everyRequest(
      () => Desk.ready(),
      async (desk, failed, end) => {
        const before = heldMemory(desk.module.heap);
        const printed = await desk.ask(join, 16_000);
        end();
        // Without memory to ask DHCP with, the join ends with its limit.
        const begun = `WIFI CONNECTED\r\nWIFI DISCONNECT\r\n${error}`;
        const broken = failed() === 'lwip.dhcp' ? begun : error;
        expect(printed).toBe(failed() === undefined ? joined : broken);
        if (failed() === undefined) return;
        expect(heldMemory(desk.module.heap)).toEqual(before);
        expect(await desk.ask(join, 2_000)).toContain(ok);
      },
    );
    expect(new Set(owners)).toEqual(new Set(['wifi.station', 'lwip.dhcp']));
  });

  test('of a station that comes back by itself is tried again', async () => {
    const owners = await everyRequest(
      async () => {
        const desk = await Desk.ready();
        await desk.ask(join, 2_000);
        return desk;
      },
      async (desk, _failed, end) => {
        desk.medium.loseLink();
        desk.medium.audible = true;
        await desk.run(30_000);
        end();
        expect(desk.read()).toMatch(/WIFI GOT IP\r\n$/);
      },
    );
    expect(owners.length).toBeGreaterThan(8);
  });
});

describe('the softAP', () => {
  test('without memory is an ERROR, and the mode stays', async () => {
    const owners = await everyRequest(
      () => Desk.ready(),
      async (desk, failed, end) => {
        const before = heldMemory(desk.module.heap);
        const printed = await desk.ask('AT+CWMODE=3');
        end();
        if (failed() === undefined) return;
        expect(printed).toBe(error);
        expect(await desk.ask('AT+CWMODE?')).toBe(`+CWMODE:1\r\n${ok}`);
        expect(heldMemory(desk.module.heap)).toEqual(before);
        expect(await desk.ask('AT+CWMODE=3')).toBe(ok);
      },
    );
    expect(new Set(owners)).toEqual(new Set(['wifi.softap']));
  });

  test('refuses a station for which there is none, and takes it when there is', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+CWMODE=2');
    const { end } = starve(desk, 1);
    expect(desk.medium.own?.admit('02:00:00:00:00:09', '')).toBe('refused');
    end();
    expect(desk.medium.own?.admit('02:00:00:00:00:09', '')).toBeUndefined();
  });

  test('that cannot go on the air anew is an ERROR of the command that asked for it', async () => {
    const desk = await Desk.ready();
    await desk.ask('AT+CWMODE=2');
    const { end } = starve(desk, 1);
    expect(await desk.ask('AT+CWSAP="W800","12345678",5,3')).toBe(error);
    expect(desk.module.heap.usedBy('wifi.softap')).toBe(0);
    end();
    expect(await desk.ask('AT+CWMODE=2')).toBe(ok);
    expect(desk.medium.own?.ssid).toBe('W800');
  });
});

test('a clock that found no memory to ask for the time asks again', async () => {
  const owners = await everyRequest(
    async () => {
      const desk = await Desk.joined();
      desk.medium.onDatagram = timeServer(1_767_268_800);
      return desk;
    },
    async (desk, _failed, end) => {
      let isSet = false;
      desk.kernel.trace.on(clockSet, () => {
        isSet = true;
      });
      expect(await desk.ask('AT+CIPSNTPCFG=1,8,"ntp.example"')).toBe(ok);
      await desk.run(120_000);
      end();
      expect(isSet).toBe(true);
    },
  );
  expect(new Set(owners)).toEqual(new Set(['udp.socket', 'lwip.dns']));
});

test('ALPN names lie in the heap with their NULs; without room they stay as they were', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+MQTTUSERCFG=0,2,"W800","","",0,0,""');
  const { heap } = desk.module;
  expect(await desk.ask('AT+MQTTALPN=0,2,"mqtt","x-amzn-mqtt-ca"')).toBe(ok);
  expect(heap.usedBy('mqtt.configuration')).toBe(32 + 40);
  const { end } = starve(desk, 2);
  expect(await desk.ask('AT+MQTTALPN=0,2,"a","b"')).toBe(error);
  end();
  expect(await desk.ask('AT+MQTTALPN?')).toContain('x-amzn-mqtt-ca');
  expect(heap.usedBy('mqtt.configuration')).toBe(32 + 40);
  await desk.ask('AT+MQTTALPN=0,0');
  expect(heap.usedBy('mqtt.configuration')).toBe(0);
});
