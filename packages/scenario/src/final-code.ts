/** What ends the answer to a command line; each is a line of its own. */
export const finalCodes = [
  'OK',
  'ERROR',
  'CMD FORMAT ERR',
  'CMD PARSE ERR',
  'busy ...',
  'busy p...',
  'busy s...',
] as const;

/** What ends the answer to data typed after a prompt. */
export const dataCodes = [
  ...finalCodes,
  '+MQTTPUB:OK',
  '+MQTTPUB:FAIL',
  'SEND OK',
  'SEND FAIL',
  'SET OK',
] as const;
