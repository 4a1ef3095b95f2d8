import { integer } from '@w800/at';

/** The firmware has one MQTT link: 0. */
export const linkId = integer({
  label: 'LinkID',
  min: 0,
  max: 0,
  summary: { en: 'link ID, always 0', zh: '仅支持 link ID 0' },
});
