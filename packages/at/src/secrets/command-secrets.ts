import { toBytes, type ByteString } from '../byte-string.ts';
import { KnownSecrets, secretShown } from './known-secrets.ts';
import { LineMasks } from './line-masks.ts';
import { SecretMask, type ByteRange } from './secret-mask.ts';
import { SecretStream } from './secret-stream.ts';
import type { SecretCommands } from './secret-places.ts';

/** Keeps what some commands declare to be secret out of what is shown of one run. */
export class CommandSecrets {
  /** What was met so far. */
  readonly known: KnownSecrets = new KnownSecrets();
  private readonly commands: SecretCommands;

  constructor(commands: SecretCommands) {
    this.commands = commands;
  }

  /** For who reads along on a line, from its beginning. */
  openLine(): LineMasks {
    return new LineMasks(this.commands, this.known);
  }

  /** For who reads along where nothing announces them. */
  openStream(): SecretStream {
    return new SecretStream(this.known);
  }

  /** Where the secrets are in all that the module has said. */
  inAnswers(bytes: Uint8Array): readonly ByteRange[] {
    return new SecretMask(this.commands, 'module', this.known).find(bytes);
  }

  /** Hides them in a whole line as the module has read it. */
  hideInLine(line: ByteString): ByteString {
    const shown = new SecretMask(this.commands, 'host', this.known).mask(toBytes(`${line}\r\n`));
    if (shown.length === line.length + 2) return this.known.hideInText(line);
    let text = '';
    for (const byte of shown) text += String.fromCharCode(byte);
    return this.known.hideInText(text.slice(0, -2));
  }

  /** Hides them in a text that may quote lines. */
  hideInText(text: string): string {
    // What is no byte is no part of a name, and where it is a letter only counts.
    const bytes = Uint8Array.from(text, (character) => Math.min(character.charCodeAt(0), 0xff));
    let shown = '';
    let shownTo = 0;
    for (const [from, to] of new SecretMask(this.commands, 'text', this.known).find(bytes)) {
      shown += text.slice(shownTo, from) + secretShown;
      shownTo = to;
    }
    return this.known.hideInText(shown + text.slice(shownTo));
  }
}
