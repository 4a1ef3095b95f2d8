import type { ClientLaw } from './client-law.ts';
import { connectLaws } from './connect-laws.ts';
import { publishLaws } from './publish-laws.ts';
import { receiveLaws } from './receive-laws.ts';
import { resendLaws } from './resend-laws.ts';
import { sessionLaws } from './session-laws.ts';
import { subscribeLaws } from './subscribe-laws.ts';
import { textLaws } from './text-laws.ts';
import { keepaliveLaws, willLaws } from './will-laws.ts';

/** What holds of the client, whichever broker it is at. */
export const clientLaws: readonly ClientLaw[] = [
  ...connectLaws,
  ...sessionLaws,
  ...publishLaws,
  ...receiveLaws,
  ...subscribeLaws,
  ...willLaws,
  ...keepaliveLaws,
  ...resendLaws,
  ...textLaws,
];
