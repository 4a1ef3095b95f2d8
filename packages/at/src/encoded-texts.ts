import { toBytes } from './byte-string.ts';
import type { AtTexts } from './texts.ts';

/** The texts as they go out, encoded once a port. */
export type EncodedTexts = { readonly [Name in keyof AtTexts]: Uint8Array };

export function encodeTexts(texts: AtTexts): EncodedTexts {
  return {
    ok: toBytes(texts.ok),
    error: toBytes(texts.error),
    formatError: toBytes(texts.formatError),
    parseError: toBytes(texts.parseError),
    busy: toBytes(texts.busy),
    prompt: toBytes(texts.prompt),
  };
}
