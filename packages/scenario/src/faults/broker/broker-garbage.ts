import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { hexField } from '../../fields/hex-field.ts';
import { atBroker } from './at-broker.ts';

export const brokerGarbage = defineFault({
  name: 'broker-garbage',
  class: 'broker',
  summary: 'The broker sends bytes that are no MQTT to whoever is connected.',
  reaction: 'The module closes the connection: `+MQTTDISCONNECTED:0`, and no message is printed.',
  basis: { provenance: 'derived', source: 'MQTT 3.1.1 section 4.8' },
  schema: z.strictObject({ ...atBroker, hex: hexField('The bytes. Default f0 00.').optional() }),
  example: { hex: 'f0 00' },
  lasts: false,
  apply({ broker }, { host, hex = Uint8Array.of(0xf0, 0x00) }) {
    const end = broker(host);
    if (end.clients().length > 0) end.send(hex);
    return undefined;
  },
});
