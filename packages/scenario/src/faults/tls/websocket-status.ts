import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { misbehaviour } from './misbehaviour.ts';

export const websocketStatus = defineListenerFault({
  name: 'websocket-status',
  speaks: 'websocket',
  summary: 'The broker answers the upgrade to WebSocket with an HTTP status.',
  reaction: '`AT+MQTTCONN` ends in `ERROR` at once; a redirection is not followed.',
  basis: { provenance: 'documented', source: 'AT MQTT document; SDK WebSocket.c' },
  fields: {
    status: z
      .int()
      .min(200)
      .max(599)
      .default(403)
      .meta({ description: 'The status, 200 to 599. Default 403.' }),
  },
  example: { status: 403 },
  overlay: ({ status }) => misbehaviour({ status }),
});
