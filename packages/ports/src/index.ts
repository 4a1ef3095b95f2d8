export type { ByteStream, ByteStreamEvents, CloseReason, Endpoint } from './byte-stream.ts';
export type { DatagramSocket } from './datagram-socket.ts';
export { MemoryNvStore } from './memory-nv-store.ts';
export type {
  ConnectFailure,
  ConnectOutcome,
  Network,
  Pending,
  ResolveOutcome,
  ServerNetwork,
  SocketOptions,
} from './network.ts';
export type { NvStore } from './nv-store.ts';
export {
  serialDefaults,
  type SerialPort,
  type SerialReceiver,
  type SerialSettings,
} from './serial-port.ts';
export type {
  AddressLease,
  JoinFailure,
  JoinOutcome,
  JoinRequest,
  LinkLoss,
  OnAir,
  OwnAccessPoint,
  Probe,
  ScannedAccessPoint,
  WifiLink,
  WifiMedium,
  WifiSecurity,
} from './wifi-medium.ts';
