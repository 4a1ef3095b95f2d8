import { defineDialect } from './dialect.ts';

const documents = 'ESP-AT user guide';

export const espAtDialect = defineDialect(
  'esp-at',
  'what host libraries written for ESP-AT expect',
  {
    formatErrorText: { value: '\r\nERROR\r\n', basis: documents },
    parseErrorText: { value: '\r\nERROR\r\n', basis: documents },
    busyText: { value: 'busy p...\r\n', basis: documents },
    readyText: { value: '\r\nready', basis: documents },
    joinOkFirst: { value: false, basis: documents },
    joinCauseCodes: { value: true, basis: documents },
    lenientCommaInString: { value: true, basis: 'many host libraries rely on it' },
  },
);
