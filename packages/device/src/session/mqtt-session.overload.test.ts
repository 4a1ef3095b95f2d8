import type { Block } from '@w800/memory';
import { mqttLost } from '@w800/mqtt';
import { describe, expect, test } from 'vitest';
import { firmwareDialect } from '../dialects/firmware.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';
import type { BrokerMessage } from '../testing/scripted-broker.ts';

const ok = '\r\nOK\r\n';
const error = '\r\nERROR\r\n';
const prompt = `${ok}\r\n>`;
const disconnected = '+MQTTDISCONNECTED:0\r\n';
const received = (payload: string): string => `+MQTTSUBRECV:0,"t",${payload.length},${payload}\r\n`;

/** Payloads of so many bytes that tell which they are. */
function payloads(count: number, bytes: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${index} `.padEnd(bytes, 'x'));
}

function messages(texts: readonly string[], qos: 0 | 1 | 2): readonly BrokerMessage[] {
  return texts.map((payload, index) => ({
    topic: 't',
    payload,
    qos,
    ...(qos === 0 ? {} : { id: index + 1 }),
  }));
}

/** Packet identifiers of what came of this type, in order. */
function identifiers(desk: MqttDesk, type: 'puback' | 'pubcomp'): readonly number[] {
  return desk.broker.take().flatMap((packet) => (packet.type === type ? [packet.id] : []));
}

describe('more messages than the line can print', () => {
  test.each([0, 1, 2] as const)(
    'a thousand of 100 bytes at QoS %i are all printed, in order, while TCP holds the broker back',
    async (qos) => {
      const desk = await MqttDesk.inState(6);
      const before = desk.module.heap.freeBytes;
      const texts = payloads(1_000, 100);
      desk.broker.burst(messages(texts, qos));
      let heldBack = 0;
      let waitingMax = 0;
      let printed = '';
      for (let step = 0; step < 1_500; step += 1) {
        await desk.run(10);
        printed += desk.read();
        if (desk.broker.backlogCount > 0) heldBack += 1;
        waitingMax = Math.max(waitingMax, desk.module.heap.usedBy('mqtt.message'));
      }
      expect(printed).toBe(texts.map(received).join(''));
      // The line needs more than 10 s for them; the broker was held back nearly as long.
      expect(heldBack).toBeGreaterThan(900);
      // Topic and payload are a block each. Of QoS 2 those not released yet are held besides.
      const thirtyTwoBytes = 32 * (128 + 32);
      expect(waitingMax).toBeGreaterThanOrEqual(thirtyTwoBytes);
      expect(qos < 2 ? waitingMax : 0).toBeLessThan(thirtyTwoBytes + 640);
      const everyId = qos === 0 ? [] : texts.map((_text, index) => index + 1);
      expect(identifiers(desk, qos === 2 ? 'pubcomp' : 'puback')).toEqual(everyId);
      expect(desk.module.heap.freeBytes).toBe(before);
      const [, free, least] = /\+SYSRAM:(\d+),(\d+)/.exec(await desk.ask('AT+SYSRAM?')) ?? [];
      expect(Number(free)).toBe(before);
      expect(Number(least)).toBeLessThan(before - 10_000);
      expect(await desk.state()).toBe(6);
    },
  );

  test('firmware: of a thousand it loses some after it acknowledged them, each of them traced', async () => {
    const desk = await MqttDesk.inState(6, 0, { dialect: firmwareDialect });
    let lost = 0;
    desk.kernel.trace.on(mqttLost, () => {
      lost += 1;
    });
    const texts = payloads(1_000, 100);
    desk.broker.burst(messages(texts, 1));
    await desk.run(15_000);
    const printed = desk.read();
    const lines = printed.split('\r\n').length - 1;
    expect(lines).toBeLessThan(1_000);
    expect(lines + lost).toBe(1_000);
    // What is printed is whole and in the order of sending.
    const told = new Set(printed.split('\r\n'));
    const survivors = texts.filter((text) => told.has(received(text).trimEnd()));
    expect(printed).toBe(survivors.map(received).join(''));
    expect(identifiers(desk, 'puback')).toHaveLength(1_000);
    const counted = desk.findings.filter((text) => text.startsWith('firmware.mqtt-messages-lost'));
    expect(counted.at(-1)).toContain(`${lost} received messages were acknowledged`);
  });

  test.each(['end', 'abort'] as const)(
    'NOTE-05: what was acknowledged before the peer left (%s) is printed, then the end',
    async (leave) => {
      const desk = await MqttDesk.inState(6);
      const texts = payloads(60, 100);
      desk.broker.burst(messages(texts, 1));
      await desk.run(50);
      const acknowledged = identifiers(desk, 'puback');
      desk.broker.peer?.[leave]();
      await desk.run(5_000);
      const printed = desk.read();
      const lines = printed.split('\r\n').slice(0, -2);
      expect(printed).toBe(texts.slice(0, lines.length).map(received).join('') + disconnected);
      expect(lines.length).toBeGreaterThanOrEqual(acknowledged.length);
      expect(desk.module.heap.usedBy('mqtt.message')).toBe(0);
      expect(await desk.state()).toBe(3);
    },
  );

  test.each([0, 1] as const)(
    'QoS %i: messages the heap has no room for end the session; the acknowledged are printed',
    async (qos) => {
      const desk = await MqttDesk.inState(6, 0, { keeps: true });
      const { heap } = desk.module;
      const before = heap.freeBytes;
      const texts = payloads(40, 8_000);
      desk.broker.burst(messages(texts, qos));
      const printed = await desk.readWithin(60_000, '');
      const lines = printed.split('\r\n').slice(0, -2);
      expect(printed).toBe(texts.slice(0, lines.length).map(received).join('') + disconnected);
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.length).toBeLessThan(32);
      const acknowledged = identifiers(desk, 'puback');
      expect(acknowledged).toEqual(qos === 0 ? [] : lines.map((_line, index) => index + 1));
      expect(heap.lowWaterBytes).toBeLessThan(16_100);
      expect(heap.freeBytes).toBeGreaterThan(before);
      expect(await desk.ask('AT+MQTTCLEAN=0')).toBe(ok);
    },
  );

  test('NOTE-04: a line that is too slow for the messages is no keepalive that failed', async () => {
    const desk = await MqttDesk.inState(1);
    await desk.ask('AT+MQTTCONNCFG=0,1,0,"","",0,0');
    await desk.ask('AT+MQTTCONN=0,"10.0.0.9",1883,0');
    await desk.ask('AT+UART_CUR=9600,8,1,0,0');
    desk.line.host.configure({ baud: 9_600 });
    const texts = payloads(40, 2_000);
    desk.broker.burst(messages(texts, 1));
    // A message takes 2.1 s: for longer than two keepalives nothing is read, PINGRESP neither.
    await desk.run(90_000);
    expect(desk.read()).toBe(texts.map(received).join(''));
    expect(desk.broker.take().some(({ type }) => type === 'pingreq')).toBe(true);
    await desk.run(60_000);
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0', 1_000)).toBe(ok);
  });
});

/** Leaves so many bytes of the heap free in one piece, and none beside it. */
function fill(desk: MqttDesk, freeBytes: number): () => void {
  const { heap } = desk.module;
  const hole = heap.allocate(freeBytes - 24, 'test.hole');
  const blocks: Block[] = [];
  for (let bytes = 65_536; bytes >= 8; bytes /= 2) {
    for (let block = heap.allocate(bytes, 'test'); block; block = heap.allocate(bytes, 'test')) {
      blocks.push(block);
    }
  }
  if (hole !== undefined) heap.free(hole);
  return () => {
    for (const block of blocks) heap.free(block);
  };
}

describe('a publish larger than the heap allows', () => {
  test('PUBRAW-11: no room for the data is an ERROR without a prompt', async () => {
    const desk = await MqttDesk.inState(4);
    const empty = fill(desk, 4_000);
    const before = desk.module.heap.freeBytes;
    expect(await desk.ask('AT+MQTTPUBRAW=0,"t",5000,1,0')).toBe(error);
    expect(desk.module.heap.freeBytes).toBe(before);
    expect(await desk.state()).toBe(4);
    empty();
    expect(await desk.ask('AT+MQTTPUBRAW=0,"t",5000,1,0')).toBe(prompt);
    expect(await desk.data('x'.repeat(5_000))).toBe('+MQTTPUB:OK\r\n');
  });

  test.each([0, 1, 2])(
    'QoS %i: no room for the copy is +MQTTPUB:FAIL, nothing is sent',
    async (qos) => {
      const desk = await MqttDesk.inState(4);
      const empty = fill(desk, 6_000);
      const before = desk.module.heap.freeBytes;
      expect(await desk.ask(`AT+MQTTPUBRAW=0,"t",5000,${qos},0`)).toBe(prompt);
      expect(await desk.data('x'.repeat(5_000))).toBe('+MQTTPUB:FAIL\r\n');
      expect(desk.broker.take()).toEqual([]);
      expect(desk.module.heap.freeBytes).toBe(before);
      expect(await desk.state()).toBe(4);
      empty();
      expect(await desk.ask(`AT+MQTTPUB=0,"t","x",${qos},0`)).toBe(ok);
    },
  );

  test.each([0, 1, 2])('QoS %i: AT+MQTTPUB is an ERROR, the session goes on', async (qos) => {
    const desk = await MqttDesk.inState(4);
    const empty = fill(desk, 120);
    const before = desk.module.heap.freeBytes;
    expect(await desk.ask(`AT+MQTTPUB=0,"t","${'x'.repeat(200)}",${qos},0`)).toBe(error);
    expect(desk.broker.take()).toEqual([]);
    expect(desk.module.heap.freeBytes).toBe(before);
    expect(await desk.state()).toBe(4);
    empty();
    expect(await desk.ask(`AT+MQTTPUB=0,"t","x",${qos},0`)).toBe(ok);
  });

  test('NOTE-01: room for the copy and none for the segment is an ERROR after 10 s', async () => {
    const desk = await MqttDesk.inState(4);
    const { heap } = desk.module;
    const before = heap.freeBytes;
    const empty = fill(desk, 600);
    const line = `AT+MQTTPUB=0,"t","${'x'.repeat(200)}",1,0`;
    expect(await desk.ask(line, 9_900)).toBe('');
    expect(await desk.ask('', 200)).toBe(error);
    expect(desk.broker.take()).toEqual([]);
    empty();
    // What the transport had been given goes out before what comes now, and is acknowledged.
    expect(await desk.ask('AT+MQTTPUB=0,"t","x",1,0')).toBe(ok);
    const sent = desk.broker.take();
    expect(sent).toMatchObject([{ payload: 'x'.repeat(200) }, { payload: 'x' }]);
    expect(heap.freeBytes).toBe(before);
    expect(await desk.state()).toBe(4);
  });

  test.each(['mqtt.subscription', 'mqtt.subscribe'])(
    'AT+MQTTSUB without room for %s holds no memory for its topic afterwards',
    async (starving) => {
      const desk = await MqttDesk.inState(4);
      const { heap } = desk.module;
      const allow = heap.refuse((_bytes, owner) => owner === starving);
      expect(await desk.ask('AT+MQTTSUB=0,"topic",1')).toBe(error);
      expect(heap.usedBy('mqtt.subscription')).toBe(0);
      allow();
      expect(await desk.ask('AT+MQTTSUB=0,"topic",1')).toBe(ok);
      expect(heap.usedBy('mqtt.subscription')).toBe(48);
      expect(await desk.ask('AT+MQTTUNSUB=0,"topic"')).toContain(ok);
      expect(heap.usedBy('mqtt.subscription')).toBe(0);
    },
  );

  test('AT+MQTTSUB that the broker refuses holds none either, a topic that is known keeps its own', async () => {
    const desk = await MqttDesk.inState(6);
    const { heap } = desk.module;
    const held = heap.usedBy('mqtt.subscription');
    expect(held).toBe(48);
    desk.broker.granted = 0x80;
    expect(await desk.ask('AT+MQTTSUB=0,"topic",1')).toBe(error);
    expect(heap.usedBy('mqtt.subscription')).toBe(held);
  });

  test('AT+MQTTSUB without room for its topic is an ERROR, and may be asked again', async () => {
    const desk = await MqttDesk.inState(4);
    const topic = 't'.repeat(100);
    const empty = fill(desk, 100);
    expect(await desk.ask(`AT+MQTTSUB=0,"${topic}",1`)).toBe(error);
    expect(desk.broker.take()).toEqual([]);
    empty();
    expect(await desk.ask(`AT+MQTTSUB=0,"${topic}",1`)).toBe(ok);
  });
});
