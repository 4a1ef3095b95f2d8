import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { misbehaviour } from './misbehaviour.ts';

export const websocketWrongSubprotocol = defineListenerFault({
  name: 'websocket-wrong-subprotocol',
  speaks: 'websocket',
  summary: 'The broker accepts the upgrade, and chooses another subprotocol than `mqtt`, or none.',
  reaction: '`AT+MQTTCONN` ends in `ERROR` at once; `firmware` does not look and connects.',
  basis: { provenance: 'derived', source: 'MQTT 3.1.1 section 6.0; SDK WebSocket.c' },
  fields: {
    subprotocol: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'Write a word such as stomp, without blanks.')
      .default('none')
      .meta({ description: 'Which, or `none`. Default `none`.' }),
  },
  example: { subprotocol: 'none' },
  overlay: ({ subprotocol }) =>
    misbehaviour({ subprotocol: subprotocol === 'none' ? null : subprotocol }),
});
