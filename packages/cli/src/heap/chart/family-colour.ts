/** In the middle between dark and light, so that they are told from either ground. */
const known: Readonly<Record<string, string>> = {
  boot: '#8d99a6',
  event: '#7d86d8',
  at: '#4f7fb5',
  wifi: '#5fb0a8',
  lwip: '#6a9f4b',
  tcp: '#d9b13b',
  udp: '#a68a2e',
  mqtt: '#e5832e',
  tls: '#d6504f',
  websocket: '#a877a8',
  fault: '#5b4636',
};

const others = ['#e78fa0', '#97745f', '#b3a79a', '#3f8f77', '#c45a9a', '#9aa83a'];

/** The colour of a family of owners: the same in every chart for those that are known. */
export function familyColour(family: string, index: number): string {
  return (
    (Object.hasOwn(known, family) ? known[family] : undefined) ??
    others[index % others.length] ??
    '#888888'
  );
}
