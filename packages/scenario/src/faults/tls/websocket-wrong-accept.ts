import { defineListenerFault } from './define-listener-fault.ts';
import { misbehaviour } from './misbehaviour.ts';

export const websocketWrongAccept = defineListenerFault({
  name: 'websocket-wrong-accept',
  speaks: 'websocket',
  summary: 'The broker accepts the upgrade to WebSocket with the key of another request.',
  reaction: '`AT+MQTTCONN` ends in `ERROR` at once.',
  basis: { provenance: 'derived', source: 'RFC 6455 section 4.1' },
  fields: {},
  example: {},
  overlay: () => misbehaviour({ wrongAccept: true }),
});
