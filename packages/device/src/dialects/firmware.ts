import { defineDialect } from './dialect.ts';

const image = 'text in the 2.2 AT image';

export const firmwareDialect = defineDialect(
  'firmware',
  'the module as its sources and its shipped image show it to behave',
  {
    promptText: { value: '\r\nOK\r\n>\r\n', basis: image },
    extensions: { value: false, basis: 'SDK wm_atcmd headers register none of them' },
    gotIpWithAddress: { value: true, basis: image },
    timeUpdatedUrc: { value: true, basis: image },
    sysStoreColons: { value: '::', basis: image },
    configTrailingComma: { value: true, basis: image },
  },
);
