/** What a broker may send, by packet type; an acknowledgement's length leaves no choice. */
const fromBroker: Readonly<Record<number, { readonly name: string; readonly bodyBytes?: number }>> =
  {
    2: { name: 'CONNACK', bodyBytes: 2 },
    3: { name: 'PUBLISH' },
    4: { name: 'PUBACK', bodyBytes: 2 },
    5: { name: 'PUBREC', bodyBytes: 2 },
    6: { name: 'PUBREL', bodyBytes: 2 },
    7: { name: 'PUBCOMP', bodyBytes: 2 },
    9: { name: 'SUBACK' },
    11: { name: 'UNSUBACK', bodyBytes: 2 },
    13: { name: 'PINGRESP', bodyBytes: 0 },
  };

const fromClient: Readonly<Record<number, string>> = {
  1: 'CONNECT',
  8: 'SUBSCRIBE',
  10: 'UNSUBSCRIBE',
  12: 'PINGREQ',
  14: 'DISCONNECT',
};

const publishType = 3;
const pubrelType = 6;

/**
 * What is wrong with a packet from a broker as far as its fixed header shows,
 * in plain words; undefined when nothing is. Asked before the body is waited
 * for, which may never come.
 *
 * @param first packet type and flags
 * @param bodyBytes the remaining length
 */
export function headerFault(first: number, bodyBytes: number): string | undefined {
  const type = first >> 4;
  const kind = fromBroker[type];
  if (kind === undefined) {
    const name = fromClient[type];
    return name === undefined
      ? `packet type ${type} is reserved`
      : `${name} is sent by clients only`;
  }
  const fault = flagsFault(type, first & 0x0f);
  if (fault !== undefined) return `${kind.name} ${fault}`;
  if (kind.bodyBytes === undefined || kind.bodyBytes === bodyBytes) return undefined;
  return `${kind.name} has ${kind.bodyBytes} bytes behind its header, not ${bodyBytes}`;
}

/** [MQTT-2.2.2-2]: reserved flags that are set otherwise end the session. */
function flagsFault(type: number, flags: number): string | undefined {
  if (type === publishType) {
    const qos = (flags >> 1) & 3;
    // [MQTT-3.3.1-4]
    if (qos === 3) return 'has QoS 3';
    // DUP has no meaning at QoS 0 and must not be set there [MQTT-3.3.1-2].
    return qos === 0 && flags >= 0b1000 ? 'of QoS 0 has DUP set' : undefined;
  }
  // [MQTT-3.6.1-1]
  const expected = type === pubrelType ? 0b0010 : 0;
  if (flags === expected) return undefined;
  return `has flags ${binary(flags)} instead of ${binary(expected)}`;
}

function binary(flags: number): string {
  return flags.toString(2).padStart(4, '0');
}
