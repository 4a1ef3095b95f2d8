import { Kernel, valuesOf } from '@w800/kernel';
import { AtPort } from '../at-port.ts';
import { toBytes, type ByteString } from '../byte-string.ts';
import { atFigures } from '../figures.ts';
import { usualRules, type LineRules } from '../line-rules.ts';
import { documentTexts } from './document-texts.ts';
import { RecordingOutput } from './recording-output.ts';
import { allCommands, Notebook } from './sample-commands.ts';

/** A started port on a recording output. */
export class PortFixture {
  readonly kernel = new Kernel({ seed: 1 });
  readonly notebook = new Notebook();
  readonly output = new RecordingOutput();
  readonly port: AtPort<Notebook>;

  constructor(commands = allCommands, rules: Partial<LineRules> = {}) {
    this.port = new AtPort({
      kernel: this.kernel,
      commands,
      context: this.notebook,
      output: this.output,
      texts: documentTexts,
      limits: valuesOf(atFigures),
      rules: { ...usualRules, ...rules },
    });
    this.port.start();
  }

  /** Sends bytes and returns what came out because of them. */
  send(bytes: ByteString): ByteString {
    const before = this.output.messages.length;
    this.port.receive(toBytes(bytes));
    return this.output.messages.slice(before).join('');
  }

  /** Sends a line; CR LF is appended. */
  line(line: ByteString): ByteString {
    return this.send(`${line}\r\n`);
  }
}
