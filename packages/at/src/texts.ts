import type { ByteString } from './byte-string.ts';

/**
 * What the AT core says by itself, byte for byte with all framing. The texts
 * come from the dialect.
 */
export interface AtTexts {
  /** `CR LF OK CR LF` in the documents, and so on. */
  readonly ok: ByteString;
  readonly error: ByteString;
  /** No such command. */
  readonly formatError: ByteString;
  /** The arguments do not have the required form. */
  readonly parseError: ByteString;
  /** The answer to a line that came while a command was running. */
  readonly busy: ByteString;
  /** All that precedes counted data, the `OK` included: `CR LF OK CR LF CR LF >`. */
  readonly prompt: ByteString;
}
