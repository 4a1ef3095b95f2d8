import type { MadeCertificate } from '@w800/tls';
import { builtInCertificate, builtInCertificateNames } from './built-in-certificate.ts';

/** The certificates that a scenario can name: its own, and those of every world. */
export class KnownCertificates {
  private readonly own: ReadonlyMap<string, MadeCertificate>;

  constructor(own: ReadonlyMap<string, MadeCertificate> = new Map()) {
    this.own = own;
  }

  get names(): readonly string[] {
    return [...this.own.keys(), ...builtInCertificateNames];
  }

  get(name: string): MadeCertificate | undefined {
    return this.own.get(name) ?? builtInCertificate(name);
  }
}
