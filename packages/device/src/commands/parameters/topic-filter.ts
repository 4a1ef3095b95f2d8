import { text } from '@w800/at';

/** A topic filter; wildcards as MQTT has them. */
export const topicFilter = text({
  bytesMin: 1,
  bytesMax: 128,
  summary: { en: 'topic filter', zh: '订阅的 topic' },
});
