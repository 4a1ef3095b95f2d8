import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { misbehaviour } from './misbehaviour.ts';

export const websocketFragments = defineListenerFault({
  name: 'websocket-fragments',
  speaks: 'websocket',
  summary: 'The broker cuts every WebSocket message of new connections into small frames.',
  reaction: 'Nothing is to be seen: messages are printed as ever.',
  basis: { provenance: 'derived', source: 'RFC 6455 section 5.4' },
  fields: {
    bytes: z
      .int()
      .min(1)
      .max(65_535)
      .default(1)
      .meta({ description: 'The most a frame carries. Default 1.' }),
  },
  example: { bytes: 1 },
  overlay: ({ bytes }) => misbehaviour({ fragmentBytes: bytes }),
});
