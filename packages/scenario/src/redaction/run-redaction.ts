import type { TraceRecord } from '@w800/kernel';
import type { ModuleOutput } from '../module-output.ts';
import type { Failure } from '../scenario-result.ts';
import { RecordRedaction } from './record-redaction.ts';
import { TextRedaction, type CommandSecrets } from './text-redaction.ts';

/**
 * Keeps passwords out of all that is shown or written of one run. It learns
 * what they are from what is typed, which has to come by from the beginning.
 */
export class RunRedaction {
  /** What goes over the line, as the host sees it. */
  readonly line: ReturnType<CommandSecrets['openLine']>;
  private readonly texts = new TextRedaction();
  private readonly records = new RecordRedaction(this.texts);

  constructor() {
    this.line = this.texts.secrets.openLine();
  }

  /** A record as it may be shown. All records have to come by, in order. */
  readonly record = (record: TraceRecord): TraceRecord => this.records.hide(record);

  /** The same for one record alone; its bytes stay as they are. */
  readonly recordTexts = (record: TraceRecord): TraceRecord => this.records.hideTexts(record);

  text(text: string): string {
    return this.texts.hide(text);
  }

  /** @param typesData whether what the step types is the secret data of a command */
  step(text: string, typesData: boolean): string {
    return this.texts.hideInStep(text, typesData);
  }

  /** Where the secrets are in all that the module has said. */
  inOutput(output: ModuleOutput): ReturnType<CommandSecrets['inAnswers']> {
    return this.texts.secrets.inAnswers(output.bytes(0));
  }

  /** @param typesData as for `step` */
  failure(failure: Failure, typesData: boolean): Failure {
    const { step, expected, got, transcript, message } = failure;
    return {
      ...failure,
      step: this.step(step, typesData),
      expected: this.text(expected),
      got: got.map((line) => this.text(line)),
      transcript: transcript.map((entry) => ({ ...entry, text: this.text(entry.text) })),
      message: this.text(message),
    };
  }
}
