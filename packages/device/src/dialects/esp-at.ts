import { defineDialect } from './dialect.ts';

const commandTypes = 'ESP-AT user guide, AT command set, AT messages';
const basic = 'ESP-AT user guide, basic AT commands';
const wifi = 'ESP-AT user guide, Wi-Fi AT commands';

export const espAtDialect = defineDialect(
  {
    name: 'esp-at',
    subject: 'ESP-AT',
    summary: 'what host libraries written for ESP-AT expect',
  },
  {
    formatErrorText: { value: '\r\nERROR\r\n', basis: `${basic}, AT+SYSLOG: AT+FAKE is ERROR` },
    parseErrorText: { value: '\r\nERROR\r\n', basis: commandTypes },
    busyText: { value: 'busy p...\r\n', basis: commandTypes },
    readyText: { value: '\r\nready', basis: 'logs of ESP-AT: a blank line precedes it' },
    echoAtStart: { value: true, basis: `${basic}, ATE; logs begin with an echoed command` },
    lenientCommaInString: { value: true, basis: 'many host libraries rely on it' },
    espAtCommands: { value: true, basis: `${basic}; MQTT AT commands; TCP/IP AT commands` },
    joinOkFirst: { value: false, basis: `${wifi}, AT+CWJAP: WIFI GOT IP stands before OK` },
    joinCauseCodes: { value: true, basis: `${wifi}, AT+CWJAP: +CWJAP:<error code>, then ERROR` },
    lapParentheses: { value: true, basis: 'logs of ESP-AT: +CWLAP:(3,"ssid",-45,...)' },
    lapOptOrder: {
      value: 'sort-first',
      basis: `${wifi}: AT+CWLAPOPT=<sort_enable>,<print mask>, later <reserved>,<print mask>`,
    },
    timeUpdatedUrc: {
      value: true,
      basis: 'ESP-AT user guide, AT messages: +TIME_UPDATED',
    },
    mqttPortQuotes: {
      value: true,
      basis: 'ESP-AT user guide, MQTT AT examples: +MQTTCONNECTED:0,1,"192.168.3.102","8883","",1',
    },
  },
);
