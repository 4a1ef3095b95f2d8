import { complaints } from './complaints.ts';
import type { Engine, ModuleSlots, Problem } from './engine.ts';
import type { Job } from './job.ts';
import { shellWord } from './shell-word.ts';
import { UsageError } from './usage-error.ts';

/** What the command line says of the module's certificates: files, or `none`. */
export interface CertificateFlags {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** What does not go together. */
export function certificateProblems({ cert, key }: CertificateFlags): readonly Problem[] {
  if (key === undefined) {
    return cert === undefined || cert === 'none' ? [] : [complaints.keyMissing(cert)];
  }
  if (cert === undefined) return [complaints.keyAlone('there is none')];
  return cert === 'none' ? [complaints.keyAlone('--cert none empties the slot')] : [];
}

/**
 * Reads the files that are named; undefined: none is.
 * @throws UsageError for a file that cannot be used
 */
export function moduleCertificates(
  { ca, cert, key }: CertificateFlags,
  engine: Pick<Engine, 'filesIn' | 'readModule'>,
  cwd: string,
): ModuleSlots | undefined {
  if (ca === undefined && cert === undefined) return undefined;
  const input = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { certificate: cert }),
    ...(key === undefined ? {} : { key }),
  };
  const read = engine.readModule(input, { readFile: engine.filesIn(cwd) });
  if (read.ok) return read.slots;
  throw new UsageError(
    read.wrongs.map(({ key: which, code, what, fix }) => {
      const path = input[which] ?? '';
      if (code !== 'SCN_FILE') return complaints.certificate(path, what, fix);
      const start = `${path} cannot be read: `;
      return complaints.unreadable(path, what.startsWith(start) ? what.slice(start.length) : what);
    }),
  );
}

/** The same for the runs of scenarios, with how it was typed. */
export function givenModule(
  flags: CertificateFlags,
  engine: Pick<Engine, 'filesIn' | 'readModule'>,
  cwd: string,
): Job['module'] {
  const slots = moduleCertificates(flags, engine, cwd);
  if (slots === undefined) return undefined;
  const { ca, cert, key } = flags;
  const typed = Object.entries({ '--ca': ca, '--cert': cert, '--key': key }).flatMap(
    ([option, word]) => (word === undefined ? [] : [option, shellWord(word)]),
  );
  return { slots, typed: typed.join(' ') };
}
