import { integer, text } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';

/** The AT Wi-Fi document's list. */
const codes = new Set(
  (
    'CN JP US CA AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE EL ES FI FR GE HR HU IE IS IT LI LT ' +
    'LU LV MD ME MK MT NL NO PL PT RO RS RU SE SI SK TR UA UK'
  ).split(' '),
);

const lastChannel = 14;

export const cwcountry = defineWifiCommand({
  name: 'AT+CWCOUNTRY',
  summary: { en: 'Sets the country and its channels', zh: '设置国家码和信道' },
  query({ wifi }, reply) {
    const { code, firstChannel, channelCount } = wifi.volatile.country;
    reply.line(`+CWCOUNTRY:${code},${firstChannel},${channelCount}`);
    reply.ok();
  },
  set: {
    parameters: {
      code: text({
        label: 'country_code',
        bytesMin: 2,
        bytesMax: 3,
        refuse: (code) => !codes.has(code),
        summary: { en: 'a country of the list', zh: '国家码' },
      }),
      firstChannel: integer({
        label: 'start_channel',
        min: 1,
        max: lastChannel,
        summary: { en: 'first channel', zh: '起始信道' },
      }),
      channelCount: integer({
        label: 'total_channel_count',
        min: 1,
        max: lastChannel,
        summary: { en: 'how many channels', zh: '信道总数' },
      }),
    },
    example: 'AT+CWCOUNTRY="CN",1,13',
    check: ({ firstChannel, channelCount }) => firstChannel + channelCount - 1 <= lastChannel,
    run({ wifi }, country, reply) {
      wifi.volatile.country = country;
      reply.ok();
    },
  },
});
