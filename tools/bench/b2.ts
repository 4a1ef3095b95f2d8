import { connectedTwin } from './twin-publish.ts';
const twin = await connectedTwin();
for (let i = 0; i < 200; i++) await twin.exchange('AT+MQTTPUB=0,"topic","hello",1,0');
const e0 = twin.kernel.eventCount,
  t0 = twin.kernel.now;
const N = 1000;
const s = performance.now();
for (let i = 0; i < N; i++) await twin.exchange('AT+MQTTPUB=0,"topic","hello",1,0');
console.log(
  'events/publish',
  (twin.kernel.eventCount - e0) / N,
  'virtual us',
  (twin.kernel.now - t0) / N / 1000,
  'us',
  ((performance.now() - s) / N) * 1000,
);
let kinds: Record<string, number> = {};
const off = twin.kernel.trace.onAny((r) => {
  kinds[r.kind] = (kinds[r.kind] ?? 0) + 1;
  if (Object.keys(kinds).length < 100 && kinds['tcp.segment']! < 12)
    console.log(r.at - t0, r.kind, JSON.stringify(r.data).slice(0, 150));
});
await twin.exchange('AT+MQTTPUB=0,"topic","hello",1,0');
console.log(kinds);
await twin.close();
