import type { Endpoint } from '@w800/ports';

/** What a server says to a request: the time, a kiss of death, or something else. */
export function timeReply(secondsSince1970: number, stratum = 1): Uint8Array {
  const packet = new Uint8Array(48);
  packet.set([0x24, stratum]);
  const since1900 = (secondsSince1970 + 2_208_988_800) % 2 ** 32;
  const view = new DataView(packet.buffer);
  for (const at of [32, 40]) view.setUint32(at, since1900);
  return packet;
}

/** The peer of a memory medium that tells everybody the same time. */
export function timeServer(secondsSince1970: number) {
  return (_bytes: Uint8Array, _to: Endpoint, answer: (reply: Uint8Array) => void): void => {
    answer(timeReply(secondsSince1970));
  };
}
