import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import type { ServeOptions, Surroundings } from '@w800/scenario';

import { complaints } from './complaints.ts';
import type { Problem } from './engine.ts';
import {
  certificateProblems,
  moduleCertificates,
  type CertificateFlags,
} from './module-certificates.ts';
import { nearest } from './nearest.ts';
import type { SocketAddress } from './socket-address.ts';
import { UsageError } from './usage-error.ts';

/** What the command line says of a module that is served. */
export interface ServeFlags extends CertificateFlags {
  readonly tcp?: readonly SocketAddress[];
  readonly pty?: readonly string[];
  readonly rfc2217?: readonly SocketAddress[];
  readonly stdio: boolean;
  readonly readers: boolean;
  readonly net: 'simulated' | 'host';
  readonly allow?: readonly string[];
  readonly ssid?: string;
  readonly psk?: string;
  /** A file whose world, seed and dialect it has. */
  readonly world?: string;
  readonly dialect?: string;
  /** 0 to 2^32 - 1. */
  readonly seed?: number;
  readonly pace: 'real' | 'none';
  readonly record?: string;
  /** False: none. */
  readonly control: SocketAddress | boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
}

/** What does not go together. */
export function serveProblems(flags: ServeFlags): readonly Problem[] {
  const { world, ssid, psk, net, allow } = flags;
  const problems = [...certificateProblems(flags)];
  if (world !== undefined && (ssid !== undefined || psk !== undefined)) {
    const option = ssid === undefined ? '--psk' : '--ssid';
    problems.push(
      complaints.notTogether(option, '--world', 'the file says which networks there are'),
    );
  }
  if (allow !== undefined && net !== 'host') problems.push(complaints.allowOnHost());
  if (ssid !== undefined && !(ssid.length > 0 && Buffer.byteLength(ssid) <= 32)) {
    problems.push(complaints.ssid(ssid));
  }
  if (psk !== undefined && psk !== '' && !/^(.{8,63}|[\da-fA-F]{64})$/.test(psk)) {
    problems.push(complaints.psk());
  }
  return problems;
}

type Setup = Omit<ServeOptions, 'ports'>;

/**
 * What is served.
 * @throws UsageError for a file that cannot be used or a dialect there is not
 */
export async function serveSetup(flags: ServeFlags, cwd: string): Promise<Setup> {
  const { net, pace, readers, allow, record, control, ssid = 'twin', psk = '12345678' } = flags;
  const { readFilesIn, readModule, scenarioDialects } = await import('@w800/scenario');
  const names = scenarioDialects.map(({ name }) => name);
  const { dialect, seed } = flags;
  if (dialect !== undefined && !names.includes(dialect)) {
    throw new UsageError([complaints.dialect(dialect, nearest(dialect, names), names)]);
  }
  const given: Partial<Surroundings> =
    flags.world === undefined ? {} : await readSurroundings(flags.world, cwd);
  const module = moduleCertificates(flags, { filesIn: readFilesIn, readModule }, cwd);
  return {
    net,
    pace,
    readers,
    wifi: psk === '' ? { ssid } : { ssid, password: psk },
    ...given,
    ...(module === undefined ? {} : { module: { ...given.module, ...module } }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(seed === undefined ? {} : { seed }),
    ...(allow === undefined ? {} : { allow }),
    ...(record === undefined ? {} : { record: resolve(cwd, record) }),
    ...(control === false ? {} : { control: control === true ? {} : control }),
  };
}

async function readSurroundings(path: string, cwd: string): Promise<Surroundings> {
  const { loadSurroundings, readFilesIn } = await import('@w800/scenario');
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([complaints.unreadable(path, reason)]);
  }
  const loaded = loadSurroundings(text, path, readFilesIn(dirname(resolve(cwd, path))));
  if (!loaded.ok) throw new UsageError(loaded.problems);
  return loaded.surroundings;
}
