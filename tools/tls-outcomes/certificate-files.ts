import { writeFileSync } from 'node:fs';

import { createTwin } from '@w800/scenario';
import { fixtureKey, type Certificate } from '@w800/tls';

import type { Situation } from './situation.ts';
import { brokerAddress, certificatesOf, ports, worldOf } from './usual-world.ts';

/** Where the certificates of a situation are, for programs outside of the twin. */
export function certificatePaths(folder: string, { name }: Pick<Situation, 'name'>) {
  return {
    /** What the server sends, its own certificate first. */
    chain: `${folder}/${name}-chain.pem`,
    certificate: (which: string): string => `${folder}/${name}-of-${which}.pem`,
    key: (which: string): string => `${folder}/${name}-of-${which}-key.pem`,
  };
}

/** Writes them, as they are in the world of the situation. */
export async function writeCertificates(
  situation: Situation,
  folder: string,
  time: string,
): Promise<void> {
  const paths = certificatePaths(folder, situation);
  const certificates = certificatesOf(situation);
  const others = Object.keys(certificates).filter((name) => name !== 'server');
  const port = 1;
  const usual = worldOf(situation, time);
  // A port that sends every certificate there is, so that they can be read there.
  const all = { host: brokerAddress, port, tls: { certificate: 'server', chain: others } };
  const listeners = [{ port: ports.TLS, tls: { certificate: 'server', ...situation.tls } }];
  const twin = await createTwin({ world: { ...usual, broker: { ...all, listeners } } });
  const [every, sent] = twin.broker().listeners.map(({ tls }) => tls?.identities[0]?.chain ?? []);
  await twin.close();
  writeFileSync(paths.chain, (sent ?? []).map(pemOf).join(''));
  for (const [index, name] of ['server', ...others].entries()) {
    const certificate = every?.[index];
    const key = certificates[name]?.key;
    if (certificate === undefined || key === undefined) throw new Error(`${name} has no key`);
    writeFileSync(paths.certificate(name), pemOf(certificate));
    writeFileSync(paths.key(name), fixtureKey(key), { mode: 0o600 });
  }
}

function pemOf({ der }: Certificate): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
