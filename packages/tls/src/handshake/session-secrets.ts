import { bytesToHex } from '@noble/hashes/utils.js';
import type { CipherSuite } from '../crypto/cipher-suite.ts';
import type { Entropy } from '../crypto/entropy.ts';
import {
  finishedData,
  masterSecret,
  sessionKeys,
  type DirectionKeys,
  type Randoms,
  type Side,
} from '../crypto/session-keys.ts';
import type { Transcript } from '../crypto/transcript.ts';
import { createOpener, createSealer, type Opener, type Sealer } from '../record/sealer.ts';

/** What both sides compute from the premaster secret. It leaves this object as a log line only. */
export class SessionSecrets {
  private readonly suite: CipherSuite;
  private readonly master: Uint8Array;
  private readonly clientRandom: Uint8Array;
  private readonly keys: Readonly<Record<Side, DirectionKeys>>;

  constructor(suite: CipherSuite, preMaster: Uint8Array, randoms: Randoms) {
    this.suite = suite;
    this.master = masterSecret(suite.prfHash, preMaster, randoms);
    this.clientRandom = randoms.client;
    this.keys = sessionKeys(suite, this.master, randoms);
  }

  /** What that side's Finished has to say after these messages. */
  finished(side: Side, transcript: Transcript): Uint8Array {
    const { prfHash } = this.suite;
    return finishedData(prfHash, this.master, side, transcript.digest(prfHash));
  }

  /** What lets a reader of the traffic open it, as NSS and Wireshark have it. */
  keyLogLine(): string {
    return `CLIENT_RANDOM ${bytesToHex(this.clientRandom)} ${bytesToHex(this.master)}`;
  }

  /** Protects what that side sends. */
  sealer(side: Side, entropy: Entropy): Sealer {
    return createSealer(this.suite, this.keys[side], entropy);
  }

  /** Opens what that side sends. */
  opener(side: Side): Opener {
    return createOpener(this.suite, this.keys[side]);
  }
}
