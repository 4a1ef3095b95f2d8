import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecording } from '@w800/live';
import { testCa, testClient, testServer } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { LiveTwin, type LiveTwinOptions } from './live-twin.ts';
import { readRecordedSetup, recordedSetup } from './recorded-setup.ts';
import { liveSetup } from './live-setup.ts';
import { replayRecording } from './replay-recording.ts';
import { LiveDesk, withFolder } from './testing/live-desk.ts';

const identity = { pem: testClient.pem, keyPem: testClient.keyPem };
const own: LiveTwinOptions = {
  module: { ca: { pem: testCa.pem }, identity },
  world: {
    broker: {
      host: '192.168.10.234',
      port: 8883,
      tls: { clientCertificate: 'required', trust: 'test-ca' },
    },
  },
};

/** Records a module that shows its certificate. */
async function recordedIn(folder: string, options: LiveTwinOptions): Promise<void> {
  const desk = await LiveDesk.open({ record: folder, ...options });
  await desk.join();
  await desk.hurried(async () => {
    await desk.ask('AT+MQTTUSERCFG=0,4,"module","","",0,0,""');
    await desk.ask('AT+MQTTCONN=0,"192.168.10.234",8883,0');
  });
  await desk.twin.close();
}

const wrong = (error: string) => expect.objectContaining({ code: error }) as Error;

describe('a recording of a module with a certificate of its own', () => {
  test('holds the certificate and no private key, and is replayed with the key', async () => {
    await withFolder(async (parent) => {
      const folder = join(parent, 'run');
      await recordedIn(folder, own);
      const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
      const secret = testClient.keyPem.split('\n')[7] ?? '';
      expect(secret).toHaveLength(64);
      expect(written.join('\n')).not.toContain(secret);
      expect(written.join('\n')).not.toContain('PRIVATE KEY');
      expect(written.join('\n')).toContain(testClient.pem.split('\n')[7]);

      await expect(replayRecording(folder)).rejects.toThrow(
        'was recorded with a certificate whose private key is not written down ' +
          '(give the key again with --key FILE)',
      );
      await expect(replayRecording(folder, testServer.keyPem)).rejects.toThrow(
        wrong('KEY_MISMATCH'),
      );
      const report = await replayRecording(folder, testClient.keyPem);
      expect(report).toMatchObject({ same: true, digest: report.recordedDigest });
      expect(JSON.stringify(report)).not.toContain('PRIVATE KEY');
    });
  });

  test('needs no key where the certificate is one of the world', async () => {
    await withFolder(async (parent) => {
      const folder = join(parent, 'run');
      const module = { identity: { name: 'test-client' } };
      await recordedIn(folder, { ...own, module });
      expect(await replayRecording(folder)).toMatchObject({ same: true });
      expect(readRecording(folder).setup).toMatchObject({ module });
      await expect(replayRecording(folder, testClient.keyPem)).rejects.toThrow(
        'was recorded without a private key of its own (leave --key out)',
      );
    });
  });
});

describe('a setup that is written down', () => {
  test('lacks the private key alone', () => {
    const setup = liveSetup(own);
    expect(recordedSetup(setup)).toEqual({
      ...setup,
      module: { ca: { pem: testCa.pem }, identity: { pem: testClient.pem } },
    });
    expect(readRecordedSetup('run', recordedSetup(setup), testClient.keyPem)).toEqual(setup);
    for (const module of [{}, { ca: 'none', identity: 'none' } as const]) {
      expect(recordedSetup({ ...setup, module })).toEqual({ ...setup, module });
      expect(readRecordedSetup('run', { ...setup, module })).toEqual({ ...setup, module });
    }
  });

  test('says nothing of a module where it is older', () => {
    const { module: _, ...older } = liveSetup({});
    expect(readRecordedSetup('run', older)).toEqual(liveSetup({}));
  });

  test.each([
    ['a module that is none', { module: { ca: 7 } }],
    ['a certificate there is not', { module: { ca: { name: 'our-ca' } } }],
    ['nothing', { seed: undefined }],
  ])('with %s is refused', (_, change) => {
    const setup = { ...liveSetup({}), ...change };
    expect(() => readRecordedSetup('run', setup)).toThrow(wrong('LIVE_BAD_RECORDING'));
  });
});

test('a live module takes a certificate of its world by name, and no other', async () => {
  const module = { ca: { name: 'our-ca' } };
  await expect(LiveTwin.open({ module })).rejects.toThrow('no certificate of the world is called');
  const twin = await LiveTwin.open({ module, world: { certificates: { 'our-ca': { ca: true } } } });
  await twin.close();
});
