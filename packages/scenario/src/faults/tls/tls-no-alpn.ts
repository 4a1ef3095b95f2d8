import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';

export const tlsNoAlpn = defineListenerFault({
  name: 'tls-no-alpn',
  speaks: 'tls',
  summary: 'The broker speaks other application protocols than before.',
  reaction:
    '`AT+MQTTCONN` ends in `ERROR` when none of those that `AT+MQTTALPN` has set is among them; ' +
    'without ALPN the module connects as ever.',
  basis: { provenance: 'derived', source: 'AT MQTT document, RFC 7301 section 3.2' },
  fields: {
    protocols: z
      .array(z.string().min(1).max(255))
      .min(1)
      .default(['h2'])
      .meta({ description: 'Those it speaks. Default [h2].' }),
  },
  example: { protocols: ['h2'] },
  overlay: ({ protocols }) => {
    const encoder = new TextEncoder();
    const alpn = protocols.map((name) => encoder.encode(name));
    return { tls: (serving) => ({ ...serving, alpn }) };
  },
});
