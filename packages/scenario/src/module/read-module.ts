import { CertificateError } from '@w800/tls';
import { suggest } from '../nearest-word.ts';
import type { ProblemCode } from '../problem-codes.ts';
import { certificateTrouble } from '../world/certificate-trouble.ts';
import { KnownCertificates } from '../world/known-certificates.ts';
import { fillSlots } from './fill-slots.ts';
import type { ModuleInput } from './module-schema.ts';
import type { ModuleSlots } from './module-slots.ts';
import type { ReadFile } from './read-file.ts';

/** What is wrong with one of the keys below `module`. */
export interface ModuleWrong {
  readonly key: keyof ModuleInput;
  readonly code: ProblemCode;
  readonly what: string;
  readonly fix: string;
}

export type ReadModule =
  | { readonly ok: true; readonly slots: ModuleSlots }
  | { readonly ok: false; readonly wrongs: readonly ModuleWrong[] };

export interface ModuleSources {
  /** The certificates of the world. Absent: every text but `none` is a file. */
  readonly made?: KnownCertificates;
  readonly readFile: ReadFile;
}

/** Reads what is written about the module's slots, and sees whether the module can hold it. */
export function readModule(input: ModuleInput, sources: ModuleSources): ReadModule {
  const reader = new ModuleReader(input, sources);
  const slots = reader.read();
  const { wrongs } = reader;
  if (wrongs.length > 0) return { ok: false, wrongs };
  const misfits = misfitsOf(slots, sources.made ?? new KnownCertificates());
  return misfits.length > 0 ? { ok: false, wrongs: misfits } : { ok: true, slots };
}

class ModuleReader {
  readonly wrongs: ModuleWrong[] = [];
  private readonly input: ModuleInput;
  private readonly sources: ModuleSources;

  constructor(input: ModuleInput, sources: ModuleSources) {
    this.input = input;
    this.sources = sources;
  }

  read(): ModuleSlots {
    const { ca } = this.input;
    const identity = this.identity();
    return {
      ...(ca === undefined ? {} : { ca: this.authority(ca) }),
      ...(identity === undefined ? {} : { identity }),
    };
  }

  private authority(ca: string): 'none' | { name: string } | { pem: string } {
    if (ca === 'none') return 'none';
    if (!this.isFile(ca)) return { name: this.known('ca', ca) };
    return { pem: this.file('ca', ca) };
  }

  private identity(): ModuleSlots['identity'] {
    const { certificate, key } = this.input;
    if (certificate === undefined) {
      if (key !== undefined) this.idleKey('a key goes with its certificate');
      return undefined;
    }
    if (certificate === 'none') {
      if (key !== undefined) this.idleKey('an empty slot has no key');
      return 'none';
    }
    if (!this.isFile(certificate)) {
      if (key !== undefined) this.idleKey(`${certificate} brings its own key`);
      return { name: this.known('certificate', certificate) };
    }
    if (key === undefined) {
      const fix = 'Add the file of its private key as `key`; it may be the same file.';
      this.say('certificate', 'SCN_CERTIFICATE', 'a certificate is of no use without its key', fix);
      return undefined;
    }
    if (key === 'none' || !this.isFile(key)) {
      const fix = 'Write the name of a PEM file; `./name` is one without a dot in its name.';
      this.say(
        'key',
        'SCN_CERTIFICATE',
        `the key of a file is a file, and \`${key}\` is none`,
        fix,
      );
      return undefined;
    }
    return { pem: this.file('certificate', certificate), keyPem: this.file('key', key) };
  }

  private idleKey(what: string): void {
    const fix = 'Leave `key` out, or name the file of the certificate as `certificate`.';
    this.say('key', 'SCN_CERTIFICATE', what, fix);
  }

  /** A certificate of the world has neither dot nor slash in its name. */
  private isFile(text: string): boolean {
    return this.sources.made === undefined || /[./\\]/.test(text);
  }

  private known(key: keyof ModuleInput, name: string): string {
    const names = this.sources.made?.names ?? [];
    if (!names.includes(name)) {
      const fix = suggest(name, ['none', ...names]);
      this.say(key, 'SCN_CERTIFICATE', `no certificate is called ${name}`, fix);
    }
    return name;
  }

  private file(key: keyof ModuleInput, path: string): string {
    const read = this.sources.readFile(path);
    if (read.ok) return read.text;
    const what = `${path} cannot be read: ${read.reason}`;
    this.say(key, 'SCN_FILE', what, 'Files are looked for beside the one that names them.');
    return '';
  }

  private say(key: keyof ModuleInput, code: ProblemCode, what: string, fix: string): void {
    this.wrongs.push({ key, code, what, fix });
  }
}

/** What the module cannot hold, each part on its own and then all of it together. */
function misfitsOf({ ca, identity }: ModuleSlots, made: KnownCertificates): readonly ModuleWrong[] {
  const withCa = ca === undefined ? {} : { ca };
  const alone = [
    ...tried({ ...withCa, identity: 'none' }, made, 'ca'),
    ...(identity === undefined ? [] : tried({ ca: 'none', identity }, made, 'certificate')),
  ];
  if (alone.length > 0) return alone;
  const both = { ...withCa, ...(identity === undefined ? {} : { identity }) };
  return tried(both, made, identity === undefined ? 'ca' : 'certificate');
}

function tried(
  slots: ModuleSlots,
  made: KnownCertificates,
  key: keyof ModuleInput,
): readonly ModuleWrong[] {
  try {
    fillSlots(slots, made);
    return [];
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    const at = error.code.startsWith('KEY_') ? 'key' : key;
    return [{ key: at, code: 'SCN_CERTIFICATE', ...certificateTrouble(error) }];
  }
}
