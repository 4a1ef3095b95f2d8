import type { Contradiction } from './contradiction.ts';
import type { WebSocketSpec } from './websocket-schema.ts';

type Path = Contradiction['path'];

/** What a server says and does once it has taken an upgrade. */
const afterwards = [
  'wrongAccept',
  'subprotocol',
  'fragmentBytes',
  'textFrames',
  'maskFrames',
  'pingBeforeFrame',
  'closeCode',
] as const;

/** What cannot be about how the ports of a world speak WebSocket. */
export function websocketContradictions(
  ports: readonly { readonly path: Path; readonly websocket?: WebSocketSpec | undefined }[],
): readonly Contradiction[] {
  return ports.flatMap(({ path, websocket }) => {
    if (websocket === undefined) return [];
    const { status, location } = websocket;
    const idle = afterwards.find((key) => websocket[key] !== undefined && status !== undefined);
    const isRedirect = status !== undefined && status >= 301 && status <= 308;
    return [
      ...(idle === undefined
        ? []
        : [
            {
              path: [...path, 'websocket', idle],
              onKey: true as const,
              what: `a server that answers with ${status} never gets to \`${idle}\``,
              fix: `Leave \`${idle}\` or \`status\` out.`,
            },
          ]),
      ...(location === undefined || isRedirect
        ? []
        : [
            {
              path: [...path, 'websocket', 'location'],
              onKey: true as const,
              what: 'a client is sent elsewhere by a status of 301 to 308 alone',
              fix: 'Add `status: 302`, or leave `location` out.',
            },
          ]),
    ];
  });
}
