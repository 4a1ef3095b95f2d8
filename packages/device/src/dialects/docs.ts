import type { Dialect } from './dialect.ts';

/**
 * The module as its documents promise it. Final codes are framed by blank
 * lines, as the replies of the command set are printed; after `>` comes
 * nothing.
 */
export const docsDialect: Dialect = {
  name: 'docs',
  texts: {
    ok: '\r\nOK\r\n',
    error: '\r\nERROR\r\n',
    formatError: '\r\nCMD FORMAT ERR\r\n',
    parseError: '\r\nCMD PARSE ERR\r\n',
    busy: 'busy ...\r\n',
    prompt: '\r\nOK\r\n\r\n>',
  },
};
