import { connectedTwin } from './twin-publish.ts';
const twin = await connectedTwin();
for (let r = 0; r < 6; r++) {
  const N = 4000;
  const s = performance.now();
  for (let i = 0; i < N; i++) await twin.exchange('AT+MQTTPUB=0,"topic","hello",1,0');
  console.log('us', ((performance.now() - s) / N) * 1000);
}
await twin.close();
console.log('settles', (globalThis as any).S / 24000, 'iterations', (globalThis as any).I / 24000);
