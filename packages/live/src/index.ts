export { isControlWord, type ControlAction, type ControlWord } from './control/control-action.ts';
export { ControlClient } from './control/control-client.ts';
export { ControlPort, type ControlPortOptions } from './control/control-port.ts';
export { ControlRefusal } from './control/control-refusal.ts';
export type {
  BrokerState,
  ControlDone,
  ControlState,
  HeapState,
  RestartRequest,
} from './control/control-state.ts';
export type { Controlled } from './control/controlled.ts';
export { Door, type DoorReader } from './door.ts';
export { liveFigures, type LiveFigures } from './figures.ts';
export { HostNetwork, type HostNetworkOptions } from './host-network.ts';
export { LiveError, type LiveErrorCode } from './live-error.ts';
export { machineClock } from './machine-clock.ts';
export type { NameLookup } from './name-lookup.ts';
export { AllowList } from './net/allow-list.ts';
export type { DatagramAnswerer } from './net/datagram-answerer.ts';
export { StreamPort, type StreamPortOptions } from './net/stream-port.ts';
export { Pacer, type PacerOptions } from './pacer.ts';
export { readRecording } from './recording/read-recording.ts';
export { Recorder, type RecorderOptions } from './recording/recorder.ts';
export type { RecordedEnd, Recording, TimedRecord } from './recording/recording.ts';
export { Replay, type ReplayOutcome } from './recording/replay.ts';
export type { LivePort } from './serial/live-port.ts';
export type { FollowedEnd } from './serial/line-input.ts';
export type { ListeningPort } from './serial/listening-port.ts';
export { openPtyPort, type PtyPortOptions } from './serial/pty-port.ts';
export { openRfc2217Port, type Rfc2217PortOptions } from './serial/rfc2217/rfc2217-port.ts';
export type { Attachment, ModemLines, SerialClient } from './serial/serial-client.ts';
export type { LineEntrance } from './serial/line-entrance.ts';
export { ServedLine, type LineUser } from './serial/served-line.ts';
export { SerialHub, type Refusal, type SerialHubOptions } from './serial/serial-hub.ts';
export { openStdioPort, type StdioPortOptions } from './serial/stdio-port.ts';
export { openTcpPort, type TcpPortOptions } from './serial/tcp-port.ts';
export { SocketStream, type SocketStreamOptions } from './socket-stream.ts';
export { openTarget } from './target/open-target.ts';
export type { TargetLink, TargetReader } from './target/target-link.ts';
export { TargetPort, type TargetPortOptions } from './target/target-port.ts';
export { liveDoor, liveRefused, type DoorRecord } from './trace-kinds.ts';
export type { WallClock } from './wall-clock.ts';
