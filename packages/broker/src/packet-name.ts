/** The packets of MQTT 3.1.1, by name. */
export type PacketName =
  | 'connect'
  | 'connack'
  | 'publish'
  | 'puback'
  | 'pubrec'
  | 'pubrel'
  | 'pubcomp'
  | 'subscribe'
  | 'suback'
  | 'unsubscribe'
  | 'unsuback'
  | 'pingreq'
  | 'pingresp'
  | 'disconnect';

/** By the number in the upper half of the first byte, less one. */
const names: readonly PacketName[] = [
  'connect',
  'connack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'pingreq',
  'pingresp',
  'disconnect',
];

/** What a first byte announces; undefined for types 0 and 15, which are reserved. */
export function packetNameOf(firstByte: number): PacketName | undefined {
  return names[(firstByte >> 4) - 1];
}
