import { second } from '@w800/kernel';
import { describe, expect, it } from 'vitest';
import { RecordingUser } from './testing/recording-user.ts';
import { ServerRig } from './testing/server-rig.ts';

describe('the answer of a server', () => {
  it('is that of the RFC for the key of the RFC, with the first subprotocol that is served', () => {
    const rig = new ServerRig();
    rig.ask({ 'Sec-WebSocket-Protocol': 'chat, mqttv3.1, mqtt' });
    expect(rig.answer).toBe(
      'HTTP/1.1 101 Switching Protocols\r\n' +
        'Upgrade: websocket\r\n' +
        'Connection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n' +
        'Sec-WebSocket-Protocol: mqttv3.1\r\n' +
        '\r\n',
    );
    expect(rig.services).toMatchObject([{ ok: true, path: '/mqtt', subprotocol: 'mqttv3.1' }]);
  });

  it.each([1, 2, 7])('is the same for a request in pieces of %i bytes', (pieceBytes) => {
    const rig = new ServerRig();
    rig.ask({}, undefined, pieceBytes);
    expect(rig.services).toMatchObject([{ ok: true }]);
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
  });

  it.each([
    [405, 'a POST request', {}, 'POST /mqtt HTTP/1.1'],
    [400, 'no HTTP request', {}, 'GET mqtt HTTP/1.1'],
    [400, 'no HTTP request', {}, '\x10\x20\x00\x04MQTT'],
    [404, 'path /other is not served', {}, 'GET /other HTTP/1.1'],
    [426, 'no Upgrade', { Upgrade: undefined }, undefined],
    [400, 'no Connection', { Connection: 'close' }, undefined],
    [400, 'no Host', { Host: undefined }, undefined],
    [426, 'not version 13', { 'Sec-WebSocket-Version': '8' }, undefined],
    [400, 'no key', { 'Sec-WebSocket-Key': 'short' }, undefined],
    [400, 'no subprotocol that is served', { 'Sec-WebSocket-Protocol': 'chat' }, undefined],
  ])('is %i for %s', (status, what, changed, line) => {
    const rig = new ServerRig({ accepts: (path) => path === '/mqtt' });
    rig.ask(changed, line);
    expect(rig.answer).toMatch(`HTTP/1.1 ${status} `);
    expect(rig.answer).toMatch(/\r\n\r\n$/);
    expect(rig.services).toEqual([{ ok: false, failure: { kind: 'protocol', what } }]);
    expect(rig.peer.ended).toBe(true);
    expect(rig.seen('websocket.upgrade')).toMatchObject([
      { side: 'server', outcome: 'protocol', status, what },
    ]);
  });

  it('is 400 to a client that speaks MQTT, at its first byte', () => {
    const rig = new ServerRig();
    rig.peer.deliver([0x10]);
    expect(rig.answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(rig.peer.ended).toBe(true);
    rig.peer.deliver([0x10, 0x00, 0x04]);
    expect(rig.peer.consumedBytes).toBe(4);
    expect(rig.services).toMatchObject([{ ok: false, failure: { what: 'no HTTP request' } }]);
  });

  it('is not given to a head of over 8,192 bytes, nor after the time is up', async () => {
    const long = new ServerRig();
    long.ask({ 'X-Fill': 'x'.repeat(8_192) });
    expect(long.services).toEqual([
      { ok: false, failure: { kind: 'oversize', headBytesMax: 8_192 } },
    ]);
    const slow = new ServerRig({ timeoutNs: 3 * second });
    await slow.kernel.run(3 * second);
    expect(slow.services).toEqual([{ ok: false, failure: { kind: 'timeout' } }]);
  });
});

describe('what a server does wrong on purpose', () => {
  it('is an accept key that does not fit', () => {
    const rig = new ServerRig({ misbehaviour: { wrongAccept: true } });
    rig.ask();
    expect(rig.answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(rig.answer).toMatch(/Accept: [A-Za-z0-9+/]{27}=\r\n/);
    expect(rig.answer).not.toContain('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });

  it('is another status, with where it points', () => {
    const rig = new ServerRig({ misbehaviour: { status: 302, location: 'ws://b/' } });
    rig.ask();
    expect(rig.answer).toBe(
      'HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: ws://b/\r\nContent-Length: 0\r\n\r\n',
    );
    expect(rig.services).toEqual([{ ok: false, failure: { kind: 'status', status: 302 } }]);
  });

  it('is a subprotocol nobody asked for, or none', () => {
    const other = new ServerRig({ misbehaviour: { subprotocol: 'amqp' } });
    other.ask();
    expect(other.answer).toContain('Sec-WebSocket-Protocol: amqp\r\n');
    const none = new ServerRig({ misbehaviour: { subprotocol: null } });
    none.ask();
    expect(none.answer).not.toContain('Sec-WebSocket-Protocol');
  });

  it('is to cut messages, with a Ping before every frame', () => {
    const rig = new ServerRig({ misbehaviour: { fragmentBytes: 2, pingBeforeFrame: true } });
    const stream = rig.upgraded();
    expect(stream.write(Uint8Array.of(1, 2, 3, 4, 5))).toBe(5);
    expect(rig.peer.take()).toEqual(
      [
        [0x89, 0, 0x02, 2, 1, 2],
        [0x89, 0, 0x00, 2, 3, 4],
        [0x89, 0, 0x80, 1, 5],
      ].flat(),
    );
  });

  it('is to go on cutting where a full buffer interrupted it', () => {
    const rig = new ServerRig({ misbehaviour: { fragmentBytes: 2 } });
    const stream = rig.upgraded();
    rig.peer.roomBytes = 7;
    const message = Uint8Array.of(1, 2, 3, 4, 5);
    expect(stream.write(message)).toBe(3);
    rig.peer.acknowledge(100);
    expect(stream.write(message.subarray(3))).toBe(2);
    expect(rig.peer.take()).toEqual([0x02, 2, 1, 2, 0x00, 2, 3, 4, 0x80, 1, 5]);
  });

  it('is to send text, or masked frames', () => {
    const text = new ServerRig({ misbehaviour: { textFrames: true } });
    text.upgraded().write(Uint8Array.of(65));
    expect(text.peer.take()).toEqual([0x81, 1, 65]);
    const masked = new ServerRig({ misbehaviour: { maskFrames: true } });
    masked.upgraded().write(Uint8Array.of(0));
    expect(masked.peer.take()).toEqual([0x82, 0x81, 1, 2, 3, 4, 1]);
  });

  it('is a Close with another code', () => {
    const rig = new ServerRig({ misbehaviour: { closeCode: 1011 } });
    rig.upgraded().end();
    expect(rig.peer.take()).toEqual([0x88, 2, 0x03, 0xf3]);
  });
});

describe('the end of a server', () => {
  const close = [0x88, 0x82, 0, 0, 0, 0, 3, 0xe9];

  it('is FIN once the client has answered its Close', () => {
    const rig = new ServerRig();
    const user = new RecordingUser(rig.upgraded());
    user.stream.end();
    expect(rig.peer.take()).toEqual([0x88, 2, 3, 0xe8]);
    expect(rig.peer.ended).toBe(false);
    rig.peer.deliver(close);
    expect(rig.peer.ended).toBe(true);
    expect(user.log).toEqual(['end']);
  });

  it('is FIN after 10 s without an answer, or at the FIN of the client', async () => {
    const silent = new ServerRig();
    silent.upgraded().end();
    await silent.kernel.run(10 * second - 1);
    expect(silent.peer.ended).toBe(false);
    await silent.kernel.run(10 * second);
    expect(silent.peer.ended).toBe(true);
    const closing = new ServerRig();
    closing.upgraded().end();
    closing.peer.finish();
    expect(closing.peer.ended).toBe(true);
    closing.peer.close('ended');
    expect(closing.kernel.nextAt).toBeUndefined();
  });

  it('answers a Close with its code, and an empty one with an empty one', () => {
    const rig = new ServerRig();
    const user = new RecordingUser(rig.upgraded());
    rig.peer.deliver(close);
    expect(rig.peer.take()).toEqual([0x88, 2, 3, 0xe9]);
    expect(user.log).toEqual(['end']);
    user.stream.end();
    expect(rig.peer.ended).toBe(true);
    const empty = new ServerRig();
    empty.upgraded();
    empty.peer.deliver([0x88, 0x80, 0, 0, 0, 0]);
    expect(empty.peer.take()).toEqual([0x88, 0]);
  });

  it('can say why', () => {
    const rig = new ServerRig();
    rig.upgraded().closeWith(1013, 'later');
    expect(rig.peer.take()).toEqual([0x88, 7, 0x03, 0xf5, ...Buffer.from('later')]);
  });

  it('pings when told to', () => {
    const rig = new ServerRig();
    rig.upgraded().ping(Uint8Array.of(1));
    expect(rig.peer.take()).toEqual([0x89, 1, 1]);
  });
});
