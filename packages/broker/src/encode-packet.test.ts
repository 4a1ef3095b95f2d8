import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import type { BrokerPacketInput } from './broker-packet-input.ts';
import { decodePacket } from './decode-packet.ts';
import { encodePacket } from './encode-packet.ts';
import { packetNameOf } from './packet-name.ts';

const hi = Uint8Array.of(0x68, 0x69);

describe('A packet to be sent', () => {
  test.each<[BrokerPacketInput, number[]]>([
    [{ packet: 'connack' }, [0x20, 2, 0, 0]],
    [{ packet: 'connack', returnCode: 255, sessionPresent: true }, [0x20, 2, 1, 255]],
    [{ packet: 'publish', topic: 't', payload: hi }, [0x30, 5, 0, 1, 0x74, 0x68, 0x69]],
    [
      { packet: 'publish', topic: 't', qos: 2, dup: true, retain: true, packetId: 258 },
      [0x3d, 5, 0, 1, 0x74, 1, 2],
    ],
    [{ packet: 'publish', topic: 't', qos: 1, flags: 6 }, [0x36, 5, 0, 1, 0x74, 0, 0]],
    [{ packet: 'publish' }, [0x30, 2, 0, 0]],
    [{ packet: 'puback', packetId: 7 }, [0x40, 2, 0, 7]],
    [{ packet: 'puback', packetId: 7, flags: 15 }, [0x4f, 2, 0, 7]],
    [{ packet: 'pubrec', packetId: 7 }, [0x50, 2, 0, 7]],
    [{ packet: 'pubrel', packetId: 7 }, [0x62, 2, 0, 7]],
    [{ packet: 'pubrel', packetId: 7, flags: 0 }, [0x60, 2, 0, 7]],
    [{ packet: 'pubcomp' }, [0x70, 2, 0, 0]],
    [{ packet: 'suback', packetId: 1, granted: [0, 128] }, [0x90, 4, 0, 1, 0, 128]],
    [{ packet: 'suback', packetId: 1 }, [0x90, 3, 0, 1, 0]],
    [{ packet: 'unsuback', packetId: 65_535 }, [0xb0, 2, 255, 255]],
    [{ packet: 'pingreq' }, [0xc0, 0]],
    [{ packet: 'pingresp' }, [0xd0, 0]],
    [{ packet: 'disconnect' }, [0xe0, 0]],
    [
      { packet: 'subscribe', packetId: 1, subscriptions: [{ topic: 'a', qos: 1 }] },
      [0x82, 6, 0, 1, 0, 1, 0x61, 1],
    ],
    [
      { packet: 'unsubscribe', packetId: 1, subscriptions: [{ topic: 'a', qos: 0 }] },
      [0xa2, 5, 0, 1, 0, 1, 0x61],
    ],
    [{ packet: 'connect' }, [0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, 0]],
  ])('%j', (input, expected) => {
    expect([...encodePacket(input)]).toEqual(expected);
  });

  test.each<BrokerPacketInput>([
    { packet: 'publish', flags: 16 },
    { packet: 'suback', granted: [] },
    { packet: 'subscribe' },
  ])('cannot be %j', (input) => {
    expect(() => encodePacket(input)).toThrow(
      expect.objectContaining({ code: 'BROKER_BAD_PACKET' }),
    );
  });
});

describe('A packet on the wire, decoded', () => {
  const decode = (...bytes: number[]): object => {
    const name = packetNameOf(bytes[0] ?? 0) ?? 'malformed';
    return decodePacket({ name, bytes: Uint8Array.from(bytes) });
  };

  test('CONNECT with everything', () => {
    const text = (value: string): number[] => [0, value.length, ...Buffer.from(value)];
    const body = [...text('MQTT'), 4, 0xec, 0, 60, ...text('id'), ...text('w'), ...text('bye')];
    const fields = decode(0x10, body.length + 6, ...body, ...text('u'), ...text('p'));
    expect(fields).toEqual({
      packet: 'connect',
      protocolLevel: 4,
      keepaliveSeconds: 60,
      cleanSession: false,
      username: 'u',
      will: { topic: 'w', payload: Uint8Array.from(Buffer.from('bye')), qos: 1, retain: true },
    });
  });

  test.each([
    [[0x20, 2, 1, 0], { packet: 'connack', returnCode: 0, sessionPresent: true }],
    [[0x40, 2, 1, 2], { packet: 'puback', packetId: 258 }],
    [[0x90, 4, 0, 1, 2, 128], { packet: 'suback', packetId: 1, granted: [2, 128] }],
    [
      [0x82, 6, 0, 1, 0, 1, 0x61, 1],
      { packet: 'subscribe', packetId: 1, subscriptions: [{ topic: 'a', qos: 1 }] },
    ],
    [
      [0xa2, 5, 0, 1, 0, 1, 0x61],
      { packet: 'unsubscribe', packetId: 1, subscriptions: [{ topic: 'a', qos: 0 }] },
    ],
    [[0xd0, 0], { packet: 'pingresp' }],
    [
      [0x30, 5, 0, 1, 0x74, 0x68, 0x69],
      { packet: 'publish', topic: 't', payload: hi, qos: 0, retain: false, dup: false },
    ],
    [[0x30, 2, 0, 9], { packet: 'malformed' }],
    [[0xf0, 0], { packet: 'malformed' }],
  ])('%j', (bytes, fields) => {
    expect(decode(...bytes)).toEqual(fields);
  });
});
