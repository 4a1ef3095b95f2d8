/** Whether a topic name matches a topic filter; no wildcard finds a leading `$` [MQTT-4.7.2-1]. */
export function matchesFilter(topic: string, filter: string): boolean {
  if (topic === filter) return true;
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const levels = topic.split('/');
  const wanted = filter.split('/');
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false;
  }
  return levels.length === wanted.length;
}
