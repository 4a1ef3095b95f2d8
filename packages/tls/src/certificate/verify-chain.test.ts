import { describe, expect, test } from 'vitest';

import type { MadeCertificate } from './certificate-request.ts';
import { day, noon, TestPlant } from './testing/test-plant.ts';
import { verifyChain, type ChainToVerify } from './verify-chain.ts';

const plant = new TestPlant();
const root = plant.root();
const intermediate = plant.intermediate(root);
const server = plant.server(root);
const deepServer = plant.server(intermediate);

function verdict(
  chain: readonly MadeCertificate[],
  trust: readonly MadeCertificate[] = [root],
  change: Partial<ChainToVerify> = {},
) {
  return verifyChain({
    chain: chain.map(({ certificate }) => certificate),
    trust: trust.map(({ certificate }) => certificate),
    nowSeconds: noon,
    purpose: 'server',
    ...change,
  });
}

function flags(...given: Parameters<typeof verdict>): readonly string[] {
  return verdict(...given).flags;
}

function path(...given: Parameters<typeof verdict>): readonly string[] {
  return verdict(...given).path.map(({ subject }) => /CN=([^,]*)/.exec(subject)?.[1] ?? '');
}

describe('dates', () => {
  test('a server is good from its first second to its last', () => {
    const dates = { notBefore: noon - 5, notAfter: noon + 5 };
    const brief = plant.server(root, dates);
    const at = (nowSeconds: number) => flags([brief], [root], { nowSeconds });
    expect([-6, -5, 0, 5, 6].map((offset) => at(noon + offset))).toEqual([
      ['FUTURE'],
      [],
      [],
      [],
      ['EXPIRED'],
    ]);
  });

  test('a module that starts in 2000 finds every certificate not valid yet', () => {
    expect(flags([server], [root], { nowSeconds: 946_684_800 })).toEqual(['FUTURE']);
  });

  test('a module without a clock check takes any date', () => {
    const old = plant.server(root, { notBefore: 0, notAfter: 1 });
    expect(flags([old], [root], { nowSeconds: undefined })).toEqual([]);
    expect(flags([old])).toEqual(['EXPIRED']);
  });

  test('an expired authority spoils a good server, be it trusted or on the way', () => {
    const oldRoot = plant.root({ notAfter: noon - 1 });
    expect(flags([plant.server(oldRoot)], [oldRoot])).toEqual(['EXPIRED']);
    const oldMiddle = plant.intermediate(root, { notAfter: noon - 1 });
    expect(flags([plant.server(oldMiddle), oldMiddle])).toEqual(['EXPIRED']);
  });

  test('of two authorities of one name the one that is valid today is taken', () => {
    const oldRoot = plant.root({ notAfter: noon - 1 });
    expect(flags([server], [oldRoot, root])).toEqual([]);
    expect(flags([server], [oldRoot])).toEqual(['EXPIRED']);
    // If none is, the first one says what is wrong.
    const newRoot = plant.root({ notBefore: noon + 1 });
    expect(flags([server], [oldRoot, newRoot])).toEqual(['EXPIRED']);
    expect(flags([server], [newRoot, oldRoot])).toEqual(['FUTURE']);
  });
});

describe('trust', () => {
  test('a server under the trusted authority is good, directly or through another', () => {
    expect(verdict([server])).toMatchObject({ flags: [], fatal: false });
    expect(path([server])).toEqual(['broker.plant', 'Root']);
    expect(flags([deepServer, intermediate])).toEqual([]);
    expect(path([deepServer, intermediate])).toEqual(['broker.plant', 'Intermediate', 'Root']);
  });

  test('the root may be sent along', () => {
    expect(flags([deepServer, intermediate, root])).toEqual([]);
  });

  test('an unknown authority is not trusted', () => {
    const stranger = plant.root({ subject: { CN: 'Stranger' }, key: 'p-384-ca' });
    expect(flags([plant.server(stranger)])).toEqual(['NOT_TRUSTED']);
    expect(flags([plant.server(stranger), stranger])).toEqual(['NOT_TRUSTED']);
    expect(flags([server], [])).toEqual(['NOT_TRUSTED']);
  });

  test('an authority of the same name with another key is unknown', () => {
    const impostor = plant.root({ key: 'p-384-ca' });
    expect(flags([plant.server(impostor)])).toEqual(['NOT_TRUSTED']);
    expect(path([plant.server(impostor)])).toEqual(['broker.plant']);
  });

  test('of two trusted authorities of one name the signer is found by its signature', () => {
    const renewed = plant.root({ key: 'p-384-ca' });
    expect(flags([server], [renewed, root])).toEqual([]);
  });

  test('a self-signed server is good only if it is trusted itself, bit for bit', () => {
    const alone = plant.server(undefined);
    expect(flags([alone])).toEqual(['NOT_TRUSTED']);
    expect(flags([alone], [root, alone])).toEqual([]);
    expect(path([alone], [root, alone])).toEqual(['broker.plant']);
    const again = plant.server(undefined);
    expect(flags([again], [alone])).toEqual(['NOT_TRUSTED']);
  });

  test('a server that is trusted itself but not self-issued still needs its authority', () => {
    expect(flags([server], [server])).toEqual(['NOT_TRUSTED']);
  });

  test('a trusted intermediate authority ends the chain', () => {
    expect(flags([deepServer], [intermediate])).toEqual([]);
    expect(path([deepServer, intermediate], [intermediate])).toEqual([
      'broker.plant',
      'Intermediate',
    ]);
  });

  test('an empty list is a missing certificate', () => {
    expect(flags([])).toEqual(['MISSING']);
  });
});

describe('the chain as it was sent', () => {
  test('a missing intermediate authority breaks it', () => {
    expect(flags([deepServer])).toEqual(['NOT_TRUSTED']);
    expect(flags([deepServer, root])).toEqual(['NOT_TRUSTED']);
  });

  test('a signature by another key than the issuer of that name breaks it', () => {
    const forged = plant.server(root, { signedBy: 'p-521' });
    expect(flags([forged])).toEqual(['NOT_TRUSTED']);
    const forgedDeep = plant.server(intermediate, { signedBy: 'p-521' });
    expect(flags([forgedDeep, intermediate])).toEqual(['NOT_TRUSTED']);
    // The bad signature is noted, and the climb goes on to the root.
    expect(path([forgedDeep, intermediate])).toEqual(['broker.plant', 'Intermediate', 'Root']);
  });

  test('a parent that stands before its child is not found', () => {
    const lower = plant.intermediate(intermediate, { subject: { CN: 'Lower' }, key: 'p-384-ca' });
    const leaf = plant.server(lower);
    expect(flags([leaf, lower, intermediate])).toEqual([]);
    expect(flags([leaf, intermediate, lower])).toEqual(['NOT_TRUSTED']);
  });

  test('strangers between a certificate and its parent do no harm', () => {
    const other = plant.intermediate(root, { subject: { CN: 'Other' } });
    expect(flags([deepServer, other, intermediate])).toEqual([]);
  });

  test('the first certificate is judged, whoever it is', () => {
    expect(path([intermediate, deepServer])).toEqual(['Intermediate', 'Root']);
  });

  test('eight intermediate authorities are taken, and nine cannot be judged', () => {
    const chainOf = (count: number): readonly MadeCertificate[] => {
      const steps: MadeCertificate[] = [root];
      for (let step = 0; step < count; step++) {
        const issuer = steps[0] ?? root;
        steps.unshift(
          plant.intermediate(issuer, { subject: { CN: `Step ${step}` }, key: 'p-256' }),
        );
      }
      return [plant.server(steps[0] ?? root), ...steps.slice(0, -1)];
    };
    expect(verdict(chainOf(8))).toMatchObject({ flags: [], fatal: false });
    expect(verdict(chainOf(9))).toMatchObject({ flags: ['OTHER'], fatal: true });
  });
});

describe('authorities', () => {
  test('what is no authority cannot issue', () => {
    const clerk = plant.intermediate(root, { isCa: false, keyUsage: ['digitalSignature'] });
    expect(flags([plant.server(clerk), clerk])).toEqual(['NOT_TRUSTED']);
    expect(flags([plant.server(clerk)], [clerk])).toEqual(['NOT_TRUSTED']);
  });

  test('an authority whose key must not sign certificates cannot issue', () => {
    const mute = plant.intermediate(root, { keyUsage: ['crlSign'] });
    expect(flags([plant.server(mute), mute])).toEqual(['NOT_TRUSTED']);
  });

  test('a trusted certificate of version 1 is an authority, a sent one is not', () => {
    const oldRoot = plant.root({ version: 1 });
    expect(flags([plant.server(oldRoot)], [oldRoot])).toEqual([]);
    const oldMiddle = plant.intermediate(root, { version: 1 });
    expect(flags([plant.server(oldMiddle), oldMiddle])).toEqual(['NOT_TRUSTED']);
  });

  test('a path length counts the intermediate authorities below, so 0 allows none', () => {
    const strict = plant.root({ pathLength: 0 });
    const middle = plant.intermediate(strict);
    expect(flags([plant.server(strict)], [strict])).toEqual([]);
    expect(flags([plant.server(middle), middle], [strict])).toEqual(['NOT_TRUSTED']);
    const roomy = plant.root({ pathLength: 1 });
    const under = plant.intermediate(roomy);
    expect(flags([plant.server(under), under], [roomy])).toEqual([]);
  });

  test('a self-issued authority counts for the one that issued it, but for none further up', () => {
    const roomy = plant.root({ pathLength: 1 });
    const middle = plant.intermediate(roomy);
    const rollover = plant.intermediate(middle, { key: 'p-384-ca' });
    expect(flags([plant.server(rollover), rollover, middle], [roomy])).toEqual([]);
    const strict = plant.root({ pathLength: 0 });
    const renewed = plant.root({ issuer: strict, key: 'p-384-ca' });
    expect(flags([plant.server(renewed), renewed], [strict])).toEqual(['NOT_TRUSTED']);
  });

  test('a server by the name of its authority is no authority that need not count', () => {
    const strict = plant.root({ pathLength: 0 });
    const middle = plant.intermediate(strict);
    const namesake = plant.server(middle, { subject: { CN: 'Intermediate', O: 'Plant' } });
    expect(flags([namesake, middle], [strict])).toEqual(['NOT_TRUSTED']);
  });
});

describe('strength', () => {
  test('an RSA key below 2048 bits is weak, wherever in the chain it is', () => {
    expect(flags([plant.server(root, { key: 'rsa-1024' })])).toEqual(['BAD_KEY']);
    expect(flags([plant.server(root, { key: 'rsa-2048' })])).toEqual([]);
    const weakMiddle = plant.intermediate(root, { key: 'rsa-1024' });
    expect(flags([plant.server(weakMiddle), weakMiddle])).toEqual(['BAD_KEY']);
    const weakRoot = plant.root({ key: 'rsa-1024' });
    expect(flags([plant.server(weakRoot)], [weakRoot])).toEqual(['BAD_KEY']);
  });

  test('RSA from 2048 to 4096 bits and the three curves are strong', () => {
    const keys = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384', 'p-521'] as const;
    for (const key of keys) {
      const issuer = plant.root({ subject: { CN: key }, key });
      expect([key, flags([plant.server(issuer, { key })], [issuer])]).toEqual([key, []]);
    }
  });

  test('a signature over SHA-1, MD5 or SHA-224 is refused, but not that of the trusted root', () => {
    const rsaRoot = plant.root({ key: 'rsa-2048-ca' });
    for (const signatureHash of ['md5', 'sha1', 'sha224'] as const) {
      expect(flags([plant.server(rsaRoot, { signatureHash })], [rsaRoot])).toEqual(['BAD_MD']);
    }
    for (const signatureHash of ['sha256', 'sha384', 'sha512'] as const) {
      expect(flags([plant.server(rsaRoot, { signatureHash })], [rsaRoot])).toEqual([]);
    }
    const sha1Root = plant.root({ key: 'rsa-2048-ca', signatureHash: 'sha1' });
    expect(flags([plant.server(sha1Root)], [sha1Root])).toEqual([]);
  });
});

describe('usage', () => {
  test('a server without a stated usage is good for every key exchange', () => {
    for (const keyExchange of ['ecdhe', 'ecdh', 'rsa'] as const) {
      expect(flags([server], [root], { keyExchange })).toEqual([]);
    }
  });

  test.each([
    ['ecdhe', 'digitalSignature'],
    ['ecdh', 'keyAgreement'],
    ['rsa', 'keyEncipherment'],
  ] as const)('a server needs for %s the usage %s', (keyExchange, needed) => {
    const fit = plant.server(root, { keyUsage: [needed] });
    const unfit = plant.server(root, { keyUsage: ['dataEncipherment'] });
    expect(flags([fit], [root], { keyExchange })).toEqual([]);
    expect(flags([unfit], [root], { keyExchange })).toEqual(['KEY_USAGE']);
  });

  test('a client needs to sign', () => {
    const client = plant.server(root, { keyUsage: ['keyEncipherment'] });
    expect(flags([client], [root], { purpose: 'client' })).toEqual(['KEY_USAGE']);
  });

  test("a client's certificate does not make a server, nor a server's a client", () => {
    const asServer = plant.server(root, { extKeyUsage: ['serverAuth'] });
    const asClient = plant.server(root, { extKeyUsage: ['clientAuth'] });
    const asAny = plant.server(root, { extKeyUsage: ['any'] });
    expect(flags([asServer])).toEqual([]);
    expect(flags([asClient])).toEqual(['EXT_KEY_USAGE']);
    expect(flags([asServer], [root], { purpose: 'client' })).toEqual(['EXT_KEY_USAGE']);
    expect(flags([asClient], [root], { purpose: 'client' })).toEqual([]);
    expect(flags([asAny], [root], { purpose: 'client' })).toEqual([]);
  });
});

describe('names', () => {
  test('the name is looked at only if one is asked for', () => {
    expect(flags([server])).toEqual([]);
    expect(flags([server], [root], { hostName: 'broker.plant' })).toEqual([]);
    expect(flags([server], [root], { hostName: 'other.plant' })).toEqual(['CN_MISMATCH']);
  });
});

test('all that is wrong is told at once', () => {
  const stranger = plant.root({ subject: { CN: 'Stranger' }, key: 'rsa-2048' });
  const bad = plant.server(stranger, {
    key: 'rsa-1024',
    signatureHash: 'sha1',
    notAfter: noon - day,
    keyUsage: ['crlSign'],
    extKeyUsage: ['clientAuth'],
  });
  expect(flags([bad], [root], { hostName: 'x' })).toEqual([
    'EXPIRED',
    'CN_MISMATCH',
    'NOT_TRUSTED',
    'KEY_USAGE',
    'EXT_KEY_USAGE',
    'BAD_MD',
    'BAD_KEY',
  ]);
});
