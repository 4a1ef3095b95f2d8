import type { AtTexts } from '../texts.ts';

/** The texts of the documents. */
export const documentTexts: AtTexts = {
  ok: '\r\nOK\r\n',
  error: '\r\nERROR\r\n',
  formatError: '\r\nCMD FORMAT ERR\r\n',
  parseError: '\r\nCMD PARSE ERR\r\n',
  busy: 'busy ...\r\n',
  prompt: '\r\nOK\r\n\r\n>',
};
