import type { ControlAction } from './control-action.ts';
import type {
  BrokerState,
  ControlDone,
  ControlState,
  HeapState,
  RestartRequest,
} from './control-state.ts';

/** What is controlled: a module with all that surrounds it. */
export interface Controlled {
  state(): ControlState;
  heap(): HeapState;
  brokers(): readonly BrokerState[];
  /** Done when it has happened. @throws ControlRefusal for what cannot be done */
  act(action: ControlAction): Promise<ControlDone>;
  /** Puts a module made anew in its place. @throws ControlRefusal */
  restart(request: RestartRequest): Promise<ControlDone>;
  /** Ends it; returns at once. */
  stop(): ControlDone;
}
