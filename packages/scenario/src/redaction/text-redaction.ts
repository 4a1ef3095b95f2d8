import { openCommandSecrets } from '@w800/device';
import { encodeText } from '../encode-text.ts';
import { decodeBytes, latin1 } from '../show-bytes.ts';
import { secretShown } from './secret-shown.ts';

/** What of one run is secret, as the commands of the module declare it. */
export type CommandSecrets = ReturnType<typeof openCommandSecrets>;

/** `password: x` of a step, `"password":"x"` of JSON. */
const namedPassword =
  /(\bpassword["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"',}\]][^\s,}\]]*)/gi;
/** With what follows it, which the mere word for it has not. */
const privateKey =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?=[\s\\]).*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs;

/** Bytes that are written as hexadecimal digits, as many as a line with a secret has. */
const hexBytes = /\b[0-9a-f]{2}(?: ?[0-9a-f]{2}){11,}\b/gi;

/** Hides what is secret in any text that people get to see. */
export class TextRedaction {
  readonly secrets: CommandSecrets = openCommandSecrets();

  hide(text: string): string {
    const shown = this.secrets
      .hideInText(text)
      .replace(hexBytes, (digits) => (this.tellsSecret(digits) ? secretShown : digits))
      .replace(namedPassword, `$1${secretShown}`)
      .replace(privateKey, secretShown);
    // The line carries UTF-8, a character of which is several bytes there.
    return /[^\0-\x7f]/.test(shown) ? decodeBytes(this.hideInBytes(encodeText(shown))) : shown;
  }

  /** Hides the secrets that were met so far. */
  hideInBytes(bytes: Uint8Array): Uint8Array {
    return this.secrets.known.hideInBytes(bytes);
  }

  private tellsSecret(digits: string): boolean {
    const line = latin1(Buffer.from(digits.replaceAll(' ', ''), 'hex'));
    return this.secrets.hideInText(line) !== line;
  }

  /** @param typesData whether what the step types is the secret data of a command */
  hideInStep(text: string, typesData: boolean): string {
    return this.hide(typesData ? text.replace(/:.*$/s, `: ${secretShown}`) : text);
  }
}
