import { expect, test } from 'vitest';
import type { BrokerEnd } from './broker-end.ts';
import { RawPeer } from './raw-peer.ts';
import { bytes, Rig } from './testing/rig.ts';
import { PairNetwork } from './testing/stream-pair.ts';
import { WireClient } from './testing/wire-client.ts';

/** A client on a network the broker does not listen on. */
function strangerAt(rig: Rig, broker: BrokerEnd): WireClient {
  const elsewhere = new PairNetwork(rig.kernel);
  elsewhere.listen({ address: rig.options.host, port: rig.options.port }, (stream) =>
    broker.join(stream),
  );
  return new WireClient(rig.kernel, elsewhere);
}

test('who comes by another way is a client like any other', async () => {
  const rig = new Rig();
  const broker = await rig.broker();
  const client = await rig.connected('native');
  client.subscribe('#', 0);
  const stranger = strangerAt(rig, broker);
  stranger.connect('stranger');
  await rig.ms(10);
  expect(broker.clients()).toEqual(['native', 'stranger']);
  stranger.publish('t', 'x', 0, 0);
  await rig.ms(10);
  expect(broker.received).toMatchObject([{ clientId: 'stranger', payload: bytes('x') }]);
  expect(client.heard.at(-1)).toContain('publish');
  await broker.close();
  await rig.ms(10);
  expect(stranger.ended).toBe(true);
});

test('a raw peer takes who comes by another way too', async () => {
  const rig = new Rig();
  const peer = new RawPeer(rig.kernel, rig.network, rig.options);
  strangerAt(rig, peer).connect('stranger');
  await rig.ms(10);
  expect(peer.clients()).toEqual(['stranger']);
});

test.each([
  ['broker', (rig: Rig) => rig.broker()],
  ['raw peer', (rig: Rig) => new RawPeer(rig.kernel, rig.network, rig.options)],
])('a %s that is closed takes nobody', async (_what, open) => {
  const rig = new Rig();
  const end = await open(rig);
  await end.close();
  const stranger = strangerAt(rig, end);
  stranger.connect('late');
  await rig.ms(10);
  expect([end.clients(), end.packets]).toEqual([[], []]);
  expect(stranger.heard).toEqual(['1 RST']);
});
