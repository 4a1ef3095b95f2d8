import { second } from '@w800/kernel';
import { describe, expect, it } from 'vitest';
import { ClientRig } from './testing/client-rig.ts';
import type { WebSocketFailure } from './websocket-failure.ts';

/** The failure that an answer leads to. */
function failureAt(
  changed: Readonly<Record<string, string | undefined>>,
  status?: string,
): WebSocketFailure | undefined {
  const rig = new ClientRig();
  rig.say(rig.answer(changed, status));
  const [outcome] = rig.outcomes;
  expect(rig.outcomes).toHaveLength(1);
  expect(rig.peer.ended).toBe(outcome?.ok === false);
  expect(rig.seen('websocket.upgrade')).toHaveLength(1);
  return outcome?.ok === false ? outcome.failure : undefined;
}

describe('the request of the module', () => {
  it('has the fields of Paho in their order', () => {
    expect(new ClientRig().request).toBe(
      'GET /mqtt HTTP/1.1\r\n' +
        'Host: broker.example:9001\r\n' +
        'Upgrade: websocket\r\n' +
        'Connection: Upgrade\r\n' +
        'Origin: http://broker.example:9001\r\n' +
        'Sec-WebSocket-Key: AAECAwQFRgeICQoLDA0ODw==\r\n' +
        'Sec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Protocol: mqtt\r\n' +
        '\r\n',
    );
  });

  it.each([
    ['', '/mqtt'],
    ['/', '/'],
    ['ws', '/ws'],
    ['/a/b?c=d', '/a/b?c=d'],
  ])('asks for path %j as %s', (path, asked) => {
    expect(new ClientRig({ path }).request).toMatch(`GET ${asked} HTTP/1.1\r\n`);
  });

  it('names https as its origin over TLS, and the port even where it is the usual one', () => {
    const { request } = new ClientRig({ secure: true, port: 443 });
    expect(request).toContain('Origin: https://broker.example:443\r\n');
    expect(request).toContain('Host: broker.example:443\r\n');
  });

  it('goes out whole through a send buffer with room for 7 bytes', () => {
    const rig = new ClientRig({}, 7);
    expect(rig.request).toBe('GET /mq');
    while (rig.peer.roomBytes === 0) rig.peer.acknowledge(7);
    expect(rig.request).toBe(new ClientRig().request);
  });
});

describe('the answer of the server', () => {
  it('makes the stream a WebSocket', () => {
    const rig = new ClientRig();
    rig.say(rig.answer());
    expect(rig.outcomes).toMatchObject([{ ok: true, subprotocol: 'mqtt' }]);
    expect(rig.seen('websocket.upgrade')).toEqual([
      {
        side: 'client',
        path: '/mqtt',
        outcome: 'upgraded',
        status: 101,
        subprotocol: 'mqtt',
        what: undefined,
      },
    ]);
  });

  it('may spell its fields otherwise', () => {
    const rig = new ClientRig();
    rig.say(
      rig
        .answer()
        .replace('Upgrade: websocket', 'UPGRADE:WebSocket ')
        .replace('Connection: Upgrade', 'connection:\tkeep-alive , upgrade'),
    );
    expect(rig.outcomes).toMatchObject([{ ok: true }]);
  });

  it.each([1, 2, 3, 50])(
    'may come in pieces of %i bytes, with a frame right behind',
    (pieceBytes) => {
      const rig = new ClientRig();
      rig.say(`${rig.answer()}\x82\x02\x20\x00`, pieceBytes);
      expect(rig.outcomes).toMatchObject([{ ok: true }]);
    },
  );

  it('is refused when the accept key does not fit, or is missing', () => {
    expect(failureAt({ 'Sec-WebSocket-Accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' })).toEqual({
      kind: 'accept',
      got: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    });
    expect(failureAt({ 'Sec-WebSocket-Accept': undefined })).toEqual({ kind: 'accept' });
    expect(failureAt({ 'Sec-WebSocket-Accept': 'a', 'sec-websocket-accept': 'b' })).toEqual({
      kind: 'accept',
      got: 'a, b',
    });
  });

  it('is refused when it is another status, with where it points', () => {
    expect(failureAt({}, '403 Forbidden')).toEqual({ kind: 'status', status: 403 });
    expect(failureAt({}, '200 OK')).toEqual({ kind: 'status', status: 200 });
    expect(failureAt({ Location: 'ws://b/' }, '302 Found')).toEqual({
      kind: 'status',
      status: 302,
      location: 'ws://b/',
    });
  });

  it('is refused when it chooses a subprotocol that was not offered [MQTT-6.0.0-4]', () => {
    const named = (got: string | undefined): unknown =>
      failureAt({ 'Sec-WebSocket-Protocol': got });
    expect(named('amqp')).toEqual({ kind: 'subprotocol', got: 'amqp' });
    expect(named('MQTT')).toEqual({ kind: 'subprotocol', got: 'MQTT' });
    expect(named(undefined)).toEqual({ kind: 'subprotocol' });
  });

  it('may choose any subprotocol where the client does not look, as the firmware does not', () => {
    const rig = new ClientRig({ checkSubprotocol: false });
    rig.say(rig.answer({ 'Sec-WebSocket-Protocol': 'amqp' }));
    expect(rig.outcomes).toMatchObject([{ ok: true, subprotocol: 'amqp' }]);
  });

  it.each([
    ['no Upgrade', { Upgrade: 'h2c' }, undefined],
    ['no Connection', { Connection: 'close' }, undefined],
    [
      'an extension nobody offered',
      { 'Sec-WebSocket-Extensions': 'permessage-deflate' },
      undefined,
    ],
    ['a header line without a name', { 'Bad name': 'x' }, undefined],
    ['no HTTP status line', {}, '1O1 OK'],
  ])('is refused: %s', (what, changed, status) => {
    expect(failureAt(changed, status)).toEqual({ kind: 'protocol', what });
  });

  it('is refused in HTTP/1.0', () => {
    const rig = new ClientRig();
    rig.say(rig.answer().replace('HTTP/1.1', 'HTTP/1.0'));
    expect(rig.outcomes).toEqual([
      { ok: false, failure: { kind: 'protocol', what: '101 in HTTP/1.0' } },
    ]);
  });

  it('is refused at the first byte that is no HTTP, as from a broker without WebSocket', () => {
    const rig = new ClientRig();
    rig.say('HTTQ', 1);
    expect(rig.outcomes).toEqual([{ ok: false, failure: { kind: 'protocol', what: 'no HTTP' } }]);
    expect(rig.peer.ended).toBe(true);
  });

  it('fits in 1,036 bytes', () => {
    const fill = (rig: ClientRig, bytes: number): string => {
      const bare = rig.answer({ 'X-Fill': '' });
      return rig.answer({ 'X-Fill': 'x'.repeat(bytes - bare.length) });
    };
    for (const pieceBytes of [1, 100, 2_000]) {
      const fits = new ClientRig();
      fits.say(fill(fits, 1_036), pieceBytes);
      expect(fits.outcomes).toMatchObject([{ ok: true }]);
      const tooLong = new ClientRig();
      tooLong.say(fill(tooLong, 1_037).slice(0, 1_036), pieceBytes);
      expect(tooLong.outcomes).toEqual([
        { ok: false, failure: { kind: 'oversize', headBytesMax: 1_036 } },
      ]);
    }
  });

  it('has to come in time', async () => {
    const rig = new ClientRig({ timeoutNs: 5 * second });
    await rig.kernel.run(5 * second - 1);
    expect(rig.outcomes).toEqual([]);
    await rig.kernel.run(5 * second);
    expect(rig.outcomes).toEqual([{ ok: false, failure: { kind: 'timeout' } }]);
    expect(rig.peer.ended).toBe(true);
  });

  it.each(['finish', 'reset'] as const)('does not come after a %s', (way) => {
    const rig = new ClientRig();
    rig.say('HTTP/1.1 101 OK\r\n');
    if (way === 'finish') rig.peer.finish();
    else rig.peer.close('reset');
    expect(rig.outcomes).toEqual([{ ok: false, failure: { kind: 'closed' } }]);
    expect(rig.peer.ended).toBe(way === 'finish');
  });

  it('is not waited for any more once it is given up', async () => {
    const rig = new ClientRig();
    rig.pending.cancel();
    await rig.kernel.runFor(60 * second);
    expect(rig.outcomes).toEqual([]);
    expect(rig.peer.aborted).toBe(true);
  });
});

describe('a failed upgrade', () => {
  it('lets what still comes go, and cuts the peer off after 10 s', async () => {
    const rig = new ClientRig();
    rig.say(`${rig.answer({}, '503 Busy')}<html>`);
    rig.say('more');
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
    await rig.kernel.run(10 * second - 1);
    expect(rig.peer.aborted).toBe(false);
    await rig.kernel.run(10 * second);
    expect(rig.peer.aborted).toBe(true);
    expect(rig.outcomes).toHaveLength(1);
  });

  it('cuts nobody off who closes', () => {
    const rig = new ClientRig();
    rig.say(rig.answer({}, '503 Busy'));
    rig.peer.close('ended');
    expect(rig.kernel.nextAt).toBeUndefined();
    expect(rig.peer.aborted).toBe(false);
    expect(rig.outcomes).toHaveLength(1);
  });
});
