import { defineDialect } from './dialect.ts';

export const docsDialect = defineDialect('docs', 'the module as its documents promise it', {});
