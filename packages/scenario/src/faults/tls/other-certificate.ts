import type { ServingOverlay, TlsServing } from '@w800/broker';
import type { Identity, MadeCertificate } from '@w800/tls';
import type { FaultSites } from '../fault-sites.ts';
import { issuerOf } from './issuer-of.ts';
import { reissued, type Reissue } from './reissued.ts';
import { secondsOfDay } from './seconds-of-day.ts';

/** What a port shows by itself, and how another is had. */
interface Shown {
  readonly own: Identity;
  /** Who has issued it; undefined: nobody else, or nobody knows. */
  readonly issuer: MadeCertificate | undefined;
  /** The last midnight by the server's clock, in seconds since 1970. */
  readonly today: number;
  /** The same from the same issuer, but for what is said. */
  readonly reissue: (change: Partial<Reissue>) => Identity;
}

/** Lets the next clients meet other certificates than a port has. */
export function otherCertificate(
  { certificates }: FaultSites,
  remake: (shown: Shown) => Identity,
): ServingOverlay {
  // A later change of a port must not move the dates.
  const made = new Map<Identity, Identity>();
  const other = (own: Identity, { nowSeconds }: TlsServing): Identity => {
    const [certificate] = own.chain;
    const before = made.get(own);
    if (before !== undefined || certificate === undefined) return before ?? own;
    const issuer = issuerOf(certificate, certificates);
    const now = nowSeconds?.() ?? certificate.notBefore;
    const reissue = (change: Partial<Reissue>): Identity => reissued(own, { issuer, ...change });
    const today = now - (now % secondsOfDay);
    const identity = remake({ own, issuer, today, reissue });
    made.set(own, identity);
    return identity;
  };
  return {
    tls: (serving) => ({
      ...serving,
      identities: serving.identities.map((own) => other(own, serving)),
    }),
  };
}
