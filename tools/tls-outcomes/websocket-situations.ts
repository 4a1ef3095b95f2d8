import { schemes } from './schemes.ts';
import type { Situation, WebSocketInput } from './situation.ts';

const { none, webSocket } = schemes;

/** What a server makes of the upgrade, and of the WebSocket then. */
export const websocketSituations: readonly Situation[] = [
  answered('http-403', 'a server that answers the upgrade with 403', { status: 403 }),
  answered('http-404', 'a server that serves another path', { path: '/other' }, { status: 404 }),
  answered(
    'redirect',
    'a server that sends the client elsewhere',
    { status: 301, location: '/other' },
    { status: 301, headers: { Location: '/other' } },
  ),
  answered(
    'wrong-accept',
    'a server whose accept key fits another request',
    { wrongAccept: true },
    { status: 101, acceptFits: false, headers: { 'Sec-WebSocket-Protocol': 'mqtt' } },
  ),
  answered(
    'no-subprotocol',
    'a server that upgrades without a subprotocol',
    { subprotocol: 'none' },
    { status: 101 },
  ),
  answered(
    'other-subprotocol',
    'a server that chooses a subprotocol nobody offered',
    { subprotocol: 'chat' },
    { status: 101, headers: { 'Sec-WebSocket-Protocol': 'chat' } },
  ),
  closed(1000, 'normal'),
  closed(1001, 'going away'),
  closed(1011, 'an error of the server'),
];

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly acceptFits?: boolean;
}

function answered(
  name: string,
  what: string,
  websocket: WebSocketInput,
  answer: Answer = { status: websocket.status ?? 101 },
): Situation {
  const real = { by: 'upgrade', schemes: [6], ...answer } as const;
  return { name, what, about: webSocket, connects: none, websocket, real };
}

function closed(closeCode: number, meaning: string): Situation {
  return {
    name: `close-${closeCode}`,
    what: `a server that sends Close ${closeCode}, ${meaning}, to the connected module`,
    about: webSocket,
    connects: webSocket,
    closeCode,
    real: {
      by: 'upgrade',
      schemes: [6],
      status: 101,
      headers: { 'Sec-WebSocket-Protocol': 'mqtt' },
      closeCode,
    },
  };
}
