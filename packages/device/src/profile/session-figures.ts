import { figure } from '@w800/kernel';

/** Limits of the MQTT commands that are not in any command's declaration. */
export const sessionFigures = {
  subscriptionsMax: figure(10, '1', 'documented', 'AT MQTT document: ten topics'),
  keepaliveDefaultSeconds: figure(120, 's', 'documented', 'AT MQTT document: 0 is replaced by 120'),
};
