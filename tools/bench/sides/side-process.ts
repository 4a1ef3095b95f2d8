import { clientDeliveries, clientPublishes } from './client-side.ts';
import { mqttjsDeliveries, mqttjsPublishes } from './mqttjs-side.ts';
import type { Qos, Side } from './side.ts';
import { twinDeliveries, twinPublishes } from './twin-side.ts';

// A process that is one side of a comparison: it is told how many operations to
// time and answers with the seconds they took.
const makers: Readonly<Record<string, (qos: Qos) => Side>> = {
  'twin publishes': twinPublishes,
  'twin deliveries': twinDeliveries,
  'client publishes': clientPublishes,
  'client deliveries': clientDeliveries,
  'mqttjs publishes': mqttjsPublishes,
  'mqttjs deliveries': mqttjsDeliveries,
};

const [name = '', qos = ''] = process.argv.slice(2);
const side = makers[name]?.(Number(qos) as Qos);
if (side === undefined) throw new Error(`no side is called "${name}"`);
process.on('message', (operations: number) => {
  void side(operations).then((seconds) => process.send?.(seconds));
});
