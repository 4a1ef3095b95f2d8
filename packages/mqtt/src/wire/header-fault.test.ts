import { expect, test } from 'vitest';
import { headerFault } from './header-fault.ts';

test.each([
  ['CONNACK', 0x20, 2],
  ['PUBLISH of QoS 0', 0x30, 3],
  ['PUBLISH of QoS 0 with RETAIN', 0x31, 3],
  ['PUBLISH of QoS 1', 0x32, 5],
  ['PUBLISH of QoS 2 with DUP and RETAIN', 0x3d, 5],
  ['PUBACK', 0x40, 2],
  ['PUBREC', 0x50, 2],
  ['PUBREL', 0x62, 2],
  ['PUBCOMP', 0x70, 2],
  ['SUBACK', 0x90, 3],
  ['UNSUBACK', 0xb0, 2],
  ['PINGRESP', 0xd0, 0],
])('%s may be sent to a client', (_name, first, bodyBytes) => {
  expect(headerFault(first, bodyBytes)).toBeUndefined();
});

test.each([
  [0x00, 0, 'packet type 0 is reserved'],
  [0xf0, 0, 'packet type 15 is reserved'],
  [0x10, 12, 'CONNECT is sent by clients only'],
  [0x82, 6, 'SUBSCRIBE is sent by clients only'],
  [0xa2, 5, 'UNSUBSCRIBE is sent by clients only'],
  [0xc0, 0, 'PINGREQ is sent by clients only'],
  [0xe0, 0, 'DISCONNECT is sent by clients only'],
  [0x36, 5, 'PUBLISH has QoS 3'],
  [0x38, 3, 'PUBLISH of QoS 0 has DUP set'],
  [0x39, 3, 'PUBLISH of QoS 0 has DUP set'],
  [0x41, 2, 'PUBACK has flags 0001 instead of 0000'],
  [0x60, 2, 'PUBREL has flags 0000 instead of 0010'],
  [0x20, 1, 'CONNACK has 2 bytes behind its header, not 1'],
  [0x40, 3, 'PUBACK has 2 bytes behind its header, not 3'],
  [0xb0, 0, 'UNSUBACK has 2 bytes behind its header, not 0'],
  [0xd0, 1, 'PINGRESP has 0 bytes behind its header, not 1'],
])('first byte %i with %i bytes to come: %s', (first, bodyBytes, why) => {
  expect(headerFault(first, bodyBytes)).toBe(why);
});

test('[MQTT-2.2.2-2] [MQTT-3.6.1-1]: every packet but PUBLISH has one set of flags', () => {
  const bodies = { 2: 2, 4: 2, 5: 2, 6: 2, 7: 2, 9: 3, 11: 2, 13: 0 };
  for (const [type, bodyBytes] of Object.entries(bodies)) {
    const fitting = Array.from({ length: 16 }, (_, flags) => flags).filter(
      (flags) => headerFault(Number(type) * 16 + flags, bodyBytes) === undefined,
    );
    expect(fitting).toEqual(type === '6' ? [2] : [0]);
  }
});
