import { defineTraceKind } from '@w800/kernel';
import type { ByteString } from './byte-string.ts';
import type { Form } from './parse-command-line.ts';
import type { Ending } from './reply.ts';

/** `line` is the beginning alone where `lineBytes` says that there was more. */
export const atLine = defineTraceKind<{ line: ByteString; lineBytes: number }>(
  'at.line',
  'A complete command line was received.',
);

/** `command` is undefined for an unknown name, `form` for an unknown or over-long line. */
export const atReply = defineTraceKind<{
  command: ByteString | undefined;
  form: Form | undefined;
  ending: Ending;
  text: ByteString | undefined;
}>('at.reply', 'A command line got its final code or, with ending `line`, its own last line.');

export const atUrc = defineTraceKind<{ text: Uint8Array }>(
  'at.urc',
  'An unsolicited line was handed to the output; its CR LF is not shown.',
);

export const atBusy = defineTraceKind<{ line: ByteString }>(
  'at.busy',
  'A line was thrown away because a command was running.',
);
