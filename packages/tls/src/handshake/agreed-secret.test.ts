import { Random } from '@w800/kernel';
import { expect, test } from 'vitest';
import { groupIds, startKeyExchange, type GroupName } from '../crypto/key-exchange.ts';
import { agreedSecret } from './agreed-secret.ts';

const random = new Random('agreed');
const start = (group: GroupName) => startKeyExchange(group, (byteCount) => random.bytes(byteCount));

test.each(Object.keys(groupIds) as GroupName[])(
  '%s: both sides get what each works out for itself, and others another secret',
  (group) => {
    const [client, server, other] = [start(group), start(group), start(group)];
    const secret = agreedSecret(client, server.publicKey);
    expect(secret).toEqual(client.agree(server.publicKey));
    expect(agreedSecret(server, client.publicKey)).toEqual(secret);
    expect(agreedSecret(server, other.publicKey)).toEqual(server.agree(other.publicKey));
    expect(agreedSecret(client, other.publicKey)).toEqual(client.agree(other.publicKey));
  },
);

test('what somebody does to a secret, nobody else has', () => {
  const [client, server] = [start('x25519'), start('x25519')];
  agreedSecret(client, server.publicKey)?.fill(0);
  expect(agreedSecret(server, client.publicKey)).toEqual(server.agree(client.publicKey));
});

test('what is no key has no secret, however often one asks', () => {
  const client = start('secp256r1');
  const spoiled = start('secp256r1').publicKey.slice();
  spoiled[64] = (spoiled[64] ?? 0) ^ 1;
  expect(agreedSecret(client, spoiled)).toBeUndefined();
  expect(agreedSecret(client, spoiled)).toBeUndefined();
});
