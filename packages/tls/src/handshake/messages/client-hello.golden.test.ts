import { hexToBytes } from '@noble/curves/utils.js';
import { expect, test } from 'vitest';
import { now } from '../../testing/identities.ts';
import { Meeting } from '../../testing/meeting.ts';

const text = (word: string): Uint8Array => new TextEncoder().encode(word);
const suites =
  '0042cca8cca9c02cc030c024c028c00ac014c02bc02fc023c027c009c013009d003d0035c032c02a' +
  'c00fc02ec026c005009c003c002fc031c029c00ec02dc025c00400ff';
const groupsAndOn =
  '000a00120010001d00170018001e0019001a001b001c' +
  '000d000e000c060306010503050104030401000b0002010000230000';

/** What the SDK build of mbedTLS 3.4.0 sent, on both sides of its 28 random bytes. */
const plain = {
  before: '16030300a10100009d0303',
  after: `00${suites}01000032${groupsAndOn}`,
};
const withProtocols = {
  before: '16030300bb010000b70303',
  after: `00${suites}0100004c001000160014046d7174740e782d616d7a6e2d6d7174742d6361${groupsAndOn}`,
};

test.each([
  ['without protocols', [], plain],
  ['with protocols', [text('mqtt'), text('x-amzn-mqtt-ca')], withProtocols],
] as const)(
  'the ClientHello %s is that of mbedTLS, byte for byte',
  async (_which, alpn, { before, after }) => {
    const { ends } = await new Meeting({ client: { alpn } }).settle();
    const [hello = new Uint8Array(0)] = ends.client.writes;
    const start = hexToBytes(before);
    expect(hello.subarray(0, start.length)).toEqual(start);
    expect(hello.subarray(start.length + 32)).toEqual(hexToBytes(after));
    // The clock comes first in the random.
    expect(new DataView(hello.buffer).getUint32(hello.byteOffset + start.length)).toBe(now);
  },
);
