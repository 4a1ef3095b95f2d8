import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { createTwin } from './create-twin.ts';
import type { Twin } from './twin.ts';

const address = { host: '192.168.10.234', port: 1883 };
const connect = 'AT+MQTTCONN=0,"192.168.10.234",1883,0';

async function joined(broker: { raw?: boolean } = {}): Promise<Twin> {
  const twin = await createTwin({
    world: { wifi: { ssid: 'home', password: '12345678' }, broker: { ...address, ...broker } },
  });
  await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
  await twin.exchange('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
  return twin;
}

test('a broker is made to refuse, and the packets are read in order', async () => {
  const twin = await joined();
  const refusal = twin.broker().refuse(5);
  await twin.exchange(connect, 'ERROR');
  expect(refusal.hits).toBe(1);
  await twin.packets([{ connect: { client: 'W800' } }, { connack: { returnCode: 5 } }]);
  await twin.exchange(connect, ['OK']);
  await twin.packets(['connect', { connack: { returnCode: 0 } }]);
  await twin.close();
});

test('a packet identifier is kept for later', async () => {
  const twin = await joined();
  await twin.exchange(connect);
  twin.skipPackets();
  twin.broker().rule({ packet: 'puback', action: { do: 'drop' } });
  await twin.exchange('AT+MQTTPUB=0,"t","x",1,0', 'ERROR', { within: '11s' });
  await twin.packets([{ publish: { topic: 't', payload: 'x', dup: false, id: { as: 'lost' } } }]);
  expect(twin.variables.get('lost')).toBe('1');
  twin.broker().send({ packet: 'puback', packetId: Number(twin.variables.get('lost')) }, 'W800');
  await twin.packets([{ puback: { id: '${lost}' } }]);
  await twin.close();
});

test('a packet that has no place in the list is told', async () => {
  const twin = await joined();
  await twin.exchange(connect);
  const wrong = twin.packets(['connect', 'publish'], { within: '2s' });
  await expect(wrong).rejects.toThrow('CONNACK came where PUBLISH was expected');
  await twin.close();
});

test('what is no packet is refused', async () => {
  const twin = await joined();
  // @ts-expect-error the type says so too
  await expect(twin.packets([{ pubak: {} }])).rejects.toThrow('pubak');
  await twin.close();
});

test('quiet takes its time and is disturbed by packets, not by pings', async () => {
  const twin = await joined();
  await twin.exchange('AT+MQTTCONNCFG=0,10,0,"","",0,0');
  await twin.exchange(connect);
  const { now } = twin.kernel;
  await twin.quiet('1m');
  expect(twin.kernel.now).toBe(now + 60 * second);
  expect(twin.broker().packets.some(({ packet }) => packet === 'pingreq')).toBe(true);
  twin.kernel.after(second, () => twin.broker().send({ packet: 'pubrel', packetId: 9 }));
  await expect(twin.quiet('1m')).rejects.toThrow('PUBREL came where nothing should for 60 s');
  expect(twin.kernel.now).toBe(now + 61 * second);
  await twin.close();
});

test('a raw peer says nothing unless told to', async () => {
  const twin = await joined({ raw: true });
  await twin.exchange(connect, []);
  await twin.packets(['connect']);
  await twin.quiet('10s');
  twin.broker().send({ packet: 'connack', returnCode: 0 });
  await twin.expect('+MQTTCONNECTED:0,1,"192.168.10.234",1883,"",0');
  const { packets } = twin.broker();
  expect(packets.map(({ packet }) => packet)).toEqual(['connect', 'connack']);
  await twin.close();
});
