import { text } from '@w800/at';

/** A topic name: no wildcard may stand in it [MQTT-3.3.2-2]. */
export const publishTopic = text({
  bytesMin: 1,
  bytesMax: 128,
  refuse: (topic) => /[+#]/.test(topic),
  summary: { en: 'topic name without wildcards', zh: 'MQTT topic，不支持通配符' },
});
