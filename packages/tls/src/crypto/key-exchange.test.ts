import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { Random } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import {
  groupIds,
  groupOf,
  startKeyExchange,
  staticKeyExchange,
  type GroupName,
  type KeyExchange,
} from './key-exchange.ts';

const names = [
  'x25519',
  'secp256r1',
  'secp384r1',
  'x448',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
] as const;
const secretBytes = [32, 32, 48, 56, 66, 32, 48, 64];
test('groups have their registered numbers, in the order mbedTLS prefers them', () => {
  expect(Object.keys(groupIds)).toEqual(names);
  expect(names.map((name) => groupIds[name])).toEqual([29, 23, 24, 30, 25, 26, 27, 28]);
  expect(names.map((name) => groupOf(groupIds[name]))).toEqual(names);
  expect(groupOf(22)).toBeUndefined();
});

test.each(names.map((name, index) => ({ name, byteCount: secretBytes[index] })))(
  'both sides of $name come to the same $byteCount bytes, and others do not',
  ({ name, byteCount }) => {
    const [client, server, stranger] = [start(name, 'a'), start(name, 'b'), start(name, 'c')];
    const secret = client.agree(server.publicKey);
    expect(secret).toHaveLength(byteCount ?? 0);
    expect(server.agree(client.publicKey)).toEqual(secret);
    expect(stranger.agree(client.publicKey)).not.toEqual(secret);
    expect(start(name, 'a').publicKey).toEqual(client.publicKey);
  },
);

interface Vector {
  readonly source: string;
  readonly name: GroupName;
  readonly secret: string;
  readonly publicKey: string;
  readonly peerKey: string;
  readonly shared: string;
}

const vectors: readonly Vector[] = [
  {
    source: 'RFC 7748 6.1',
    name: 'x25519',
    secret: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
    publicKey: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    peerKey: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    shared: '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
  },
  {
    source: 'RFC 7748 6.2',
    name: 'x448',
    secret:
      '9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b',
    publicKey:
      '9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0',
    peerKey:
      '3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609',
    shared:
      '07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a449a5037514a879d',
  },
  {
    source: 'RFC 5903 8.1',
    name: 'secp256r1',
    secret: 'c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433',
    publicKey:
      '04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c37725811805271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3',
    peerKey:
      '04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab',
    shared: 'd6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de',
  },
  {
    source: 'RFC 5903 8.2',
    name: 'secp384r1',
    secret:
      '099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655e35b538041e649ee3faef896783ab194',
    publicKey:
      '04667842d7d180ac2cde6f74f37551f55755c7645c20ef73e31634fe72b4c55ee6de3ac808acb4bdb4c88732aee95f41aa9482ed1fc0eeb9cafc4984625ccfc23f65032149e0e144ada024181535a0f38eeb9fcff3c2c947dae69b4c634573a81c',
    peerKey:
      '04e558dbef53eecde3d3fccfc1aea08a89a987475d12fd950d83cfa41732bc509d0d1ac43a0336def96fda41d0774a3571dcfbec7aacf3196472169e838430367f66eebe3c6e70c416dd5f0c68759dd1fff83fa40142209dff5eaad96db9e6386c',
    shared:
      '11187331c279962d93d604243fd592cb9d0a926f422e47187521287e7156c5c4d603135569b9e9d09cf5d4a270f59746',
  },
  {
    source: 'RFC 5903 8.3',
    name: 'secp521r1',
    secret:
      '0037ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a095aa85a30fe1c2952c6771d937ba9777f5957b2639bab072462f68c27a57382d4a52',
    publicKey:
      '040015417e84dbf28c0ad3c278713349dc7df153c897a1891bd98bab4357c9ecbee1e3bf42e00b8e380aeae57c2d107564941885942af5a7f4601723c4195d176ced3e017cae20b6641d2eeb695786d8c946146239d099e18e1d5a514c739d7cb4a10ad8a788015ac405d7799dc75e7b7d5b6cf2261a6a7f1507438bf01beb6ca3926f9582',
    peerKey:
      '0400d0b3975ac4b799f5bea16d5e13e9af971d5e9b984c9f39728b5e5739735a219b97c356436adc6e95bb0352f6be64a6c2912d4ef2d0433ced2b6171640012d9460f015c68226383956e3bd066e797b623c27ce0eac2f551a10c2c724d9852077b87220b6536c5c408a1d2aebb8e86d678ae49cb57091f4732296579ab44fcd17f0fc56a',
    shared:
      '01144c7d79ae6956bc8edb8e7c787c4521cb086fa64407f97894e5e6b2d79b04d1427e73ca4baa240a34786859810c06b3c715a3a8cc3151f2bee417996d19f3ddea',
  },
];

test.each(vectors)('$name gives the secret of $source', (vector) => {
  const exchange = withSecret(vector.name, hexToBytes(vector.secret));
  expect(bytesToHex(exchange.publicKey)).toBe(vector.publicKey);
  expect(exchange.agree(hexToBytes(vector.peerKey))).toEqual(hexToBytes(vector.shared));
});

test('a secret that starts with a zero keeps it', () => {
  const secret = start('secp256r1', 'a').agree(start('secp256r1', 'z0').publicKey);
  expect(secret).toHaveLength(32);
  expect(secret?.[0]).toBe(0);
});

describe('what must not be agreed on', () => {
  const ours = start('secp256r1', 'a');
  const point = start('secp256r1', 'b').publicKey;

  test('a point beside the curve', () => {
    const beside = point.slice();
    beside[64] = (beside[64] ?? 0) ^ 1;
    expect(ours.agree(beside)).toBeUndefined();
  });

  test('a compressed point, though it is on the curve', () => {
    const compressed = Uint8Array.of((point[64] ?? 0) % 2 === 0 ? 2 : 3, ...point.slice(1, 33));
    expect(ours.agree(compressed)).toBeUndefined();
  });

  test.each([0, 1, 32, 64, 66])('%i bytes', (byteCount) => {
    const bytes = new Uint8Array(byteCount);
    bytes.set(point.subarray(0, byteCount));
    expect(ours.agree(bytes)).toBeUndefined();
  });

  test.each(['x25519', 'x448'] as const)(
    'with %s a point of small order, or a short one',
    (name) => {
      const exchange = start(name, 'a');
      const byteCount = exchange.publicKey.length;
      expect(exchange.agree(new Uint8Array(byteCount))).toBeUndefined();
      expect(exchange.agree(Uint8Array.of(1, ...new Uint8Array(byteCount - 1)))).toBeUndefined();
      expect(exchange.agree(start(name, 'b').publicKey.subarray(1))).toBeUndefined();
    },
  );
});

function start(name: GroupName, seed: string): KeyExchange {
  const random = new Random(seed);
  return startKeyExchange(name, (byteCount) => random.bytes(byteCount));
}

function withSecret(name: GroupName, secret: Uint8Array): KeyExchange {
  if (name === 'secp256r1')
    return staticKeyExchange({ kind: 'ec', curve: 'P-256', scalar: secret });
  if (name === 'secp384r1')
    return staticKeyExchange({ kind: 'ec', curve: 'P-384', scalar: secret });
  if (name === 'secp521r1')
    return staticKeyExchange({ kind: 'ec', curve: 'P-521', scalar: secret });
  return startKeyExchange(name, () => secret);
}
