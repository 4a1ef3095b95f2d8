import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

import type { RealServer } from '../../tls-outcomes/real-server.ts';

type Answer = Extract<RealServer, { readonly by: 'upgrade' }>;

// RFC 6455, section 1.3.
const suffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** A CONNACK of MQTT in a binary frame. */
const accepted = Uint8Array.of(0x82, 4, 0x20, 2, 0, 0);
/** The client has its CONNACK for a while before it is sent away. */
const closesAfterMs = 200;

/** An HTTP server of this machine that answers every upgrade in one way. */
export async function upgradeServer(answer: Answer): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  server.on('upgrade', ({ headers }, socket) => {
    socket.on('error', () => {});
    respond(socket, answer, headers['sec-websocket-key'] ?? '');
    if (answer.closeCode !== undefined) acceptAndClose(socket, answer.closeCode);
  });
  await once(server, 'listening');
  return server;
}

function respond(socket: Duplex, answer: Answer, key: string): void {
  const { status, headers = {}, acceptFits = true } = answer;
  const isUpgrade = status === 101;
  const signed = createHash('sha1').update(acceptFits ? key + suffix : suffix);
  const all: Readonly<Record<string, string>> = isUpgrade
    ? {
        Upgrade: 'websocket',
        Connection: 'Upgrade',
        'Sec-WebSocket-Accept': signed.digest('base64'),
      }
    : { Connection: 'close', 'Content-Length': '0' };
  const lines = Object.entries({ ...all, ...headers }).map(([name, value]) => `${name}: ${value}`);
  const text = [`HTTP/1.1 ${status} -`, ...lines, '', ''].join('\r\n');
  if (isUpgrade) socket.write(text);
  else socket.end(text);
}

/** To what comes first, which is CONNECT, CONNACK is the answer; to the Close then, FIN. */
function acceptAndClose(socket: Duplex, code: number): void {
  socket.once('data', () => {
    socket.write(accepted);
    setTimeout(() => {
      socket.once('data', () => socket.end());
      socket.write(Uint8Array.of(0x88, 2, code >> 8, code & 0xff));
    }, closesAfterMs);
  });
}
