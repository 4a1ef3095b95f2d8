import type { AtTexts } from '@w800/at';
import type { DialectOptions } from './dialect-options.ts';

/** The texts of a dialect that the AT core prints by itself. */
export function textsOf(options: DialectOptions): AtTexts {
  return {
    ok: options.okText,
    error: options.errorText,
    formatError: options.formatErrorText,
    parseError: options.parseErrorText,
    busy: options.busyText,
    prompt: options.promptText,
  };
}
