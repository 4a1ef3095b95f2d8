import { defineDialect } from './dialect.ts';

export const docsDialect = defineDialect(
  { name: 'docs', subject: 'the documents', summary: 'the module as its documents promise it' },
  {},
);
