import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { misbehaviour } from './misbehaviour.ts';

export const websocketWrongFrames = defineListenerFault({
  name: 'websocket-wrong-frames',
  speaks: 'websocket',
  summary:
    'On new connections the broker sends text frames where binary ones belong, or masks its frames.',
  reaction: 'The module closes with code 1003 or 1002, so `AT+MQTTCONN` ends in `ERROR`.',
  basis: { provenance: 'derived', source: 'MQTT 3.1.1 section 6.0, RFC 6455 section 5.1' },
  fields: {
    kind: z
      .enum(['text', 'masked'])
      .default('text')
      .meta({ description: 'What is wrong with them. Default `text`.' }),
  },
  example: { kind: 'text' },
  overlay: ({ kind }) =>
    misbehaviour(kind === 'text' ? { textFrames: true } : { maskFrames: true }),
});
