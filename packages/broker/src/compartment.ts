import { millisecond, runningKernel, instantMax } from '@w800/kernel';
import type { Alarm, Compartment, Kernel, Random } from '@w800/kernel';

const original = {
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  setImmediate: globalThis.setImmediate,
  clearTimeout: globalThis.clearTimeout,
  clearInterval: globalThis.clearInterval,
  clearImmediate: globalThis.clearImmediate,
  Date: globalThis.Date,
  now: globalThis.Date.now,
  random: Math.random,
};

/** The compartment whose code is running. */
let inside: AsyncCompartment | undefined;

/**
 * How many turns are ordered at a time: few to begin with, more as long as all
 * of them are used, so that a long run seldom waits for the event loop to go
 * round, and never more than the others in the process can wait for.
 */
const turnsMin = 4;
const turnsMax = 64;
const atOnce = Promise.resolve();

type Action = () => void;

/** A timer of compartment code, on the kernel's queue. */
class VirtualTimer {
  private readonly compartment: AsyncCompartment;
  private readonly delayMs: number;
  private readonly action: Action;
  private readonly repeats: boolean;
  private alarm: Alarm | undefined;

  constructor(compartment: AsyncCompartment, delayMs: number, action: Action, repeats: boolean) {
    this.compartment = compartment;
    this.delayMs = delayMs >= 1 ? Math.trunc(delayMs) : 1;
    this.action = action;
    this.repeats = repeats;
    this.refresh();
  }

  refresh(): this {
    this.cancel();
    this.alarm = this.compartment.setAlarm(this.delayMs, this, () => this.fire());
    return this;
  }

  cancel(): void {
    this.alarm?.cancel();
    this.compartment.dropAlarm(this);
  }

  // Virtual time needs nobody to keep the process alive.
  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return false;
  }

  private fire(): void {
    this.compartment.dropAlarm(this);
    if (this.repeats) this.refresh();
    this.compartment.handOver(this.action);
  }
}

/** Who waits for a compartment to come to rest. */
interface Settler {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** A `setImmediate` of compartment code. */
class VirtualImmediate {
  action: Action | undefined;

  constructor(action: Action) {
    this.action = action;
  }
}

/**
 * Where third-party code with promises, ticks and timers of its own lives
 * inside a kernel: its timers are alarms, its immediates a queue, its
 * randomness is seeded, its date is virtual time since 1970. Code belongs to
 * a compartment when it was called through `handOver`, or follows from such a
 * call.
 *
 * It runs in turns: real immediates, ordered one behind the other, between
 * which the machine lets nobody else in. Before an immediate runs, every tick
 * and microtask has; so what runs from a turn in which code is called up to
 * the next turn is that code and what follows from it, and nothing else.
 */
export class AsyncCompartment implements Compartment {
  unsettled = false;
  readonly kernel: Kernel;
  readonly random: Random;
  private readonly timers = new Set<VirtualTimer>();
  private queue: VirtualImmediate[] = [];
  private left: Action[] = [];
  private turns: NodeJS.Immediate[] = [];
  /** How many of the turns have not come yet: the last ones. */
  private turnsLeft = 0;
  private settling: Promise<void> | undefined;
  private settler: Settler | undefined;
  private thrown: { readonly error: unknown } | undefined;
  private failure: Error | undefined;
  private disposed = false;

  /** @param name unique within the kernel: what its randomness is derived from */
  constructor(kernel: Kernel, name: string) {
    guardGlobals();
    this.kernel = kernel;
    this.random = kernel.random.fork(`compartment.${name}`);
    kernel.addCompartment(this);
  }

  /**
   * Has something done in the compartment before time moves. It is not done
   * at once but by `settle`, behind what was asked for earlier: whether ticks
   * or promises come first depends on where in the event loop code is called,
   * and `settle` always calls it from the same place.
   */
  handOver(action: Action): VirtualImmediate {
    const immediate = new VirtualImmediate(action);
    if (!this.disposed) {
      this.unsettled = true;
      this.queue.push(immediate);
    }
    return immediate;
  }

  /**
   * Calls out of the compartment: what runs is the twin's own code again. That
   * is in the next turn, at the same instant, so that nobody who waits for
   * what is called here is taken for code of the compartment.
   */
  leave(action: Action): void {
    if (inside === this) this.left.push(action);
    else action();
  }

  /**
   * Runs until nothing is left to do at this instant: until a turn finds that
   * nothing was asked for since the one before.
   */
  settle(): Promise<void> {
    this.settling ??= new Promise((resolve, reject) => {
      this.settler = { resolve, reject };
      if (this.turnsLeft === 0) this.orderTurns();
    });
    return this.settling;
  }

  /** The code within has failed; `settle` says so, where somebody hears it. */
  fail(error: Error): void {
    this.failure ??= error;
  }

  /** Takes every timer off the kernel's queue, for good. */
  dispose(): void {
    this.disposed = true;
    for (const timer of this.timers) timer.cancel();
    this.queue = [];
    this.unsettled = false;
  }

  setAlarm(delayMs: number, timer: VirtualTimer, action: Action): Alarm | undefined {
    const at = this.kernel.now + delayMs * millisecond;
    // A timer beyond the end of virtual time never fires.
    if (this.disposed || at > instantMax) return undefined;
    this.timers.add(timer);
    return this.kernel.at(at, action);
  }

  dropAlarm(timer: VirtualTimer): void {
    this.timers.delete(timer);
  }

  /** How many timers are on the kernel's queue. */
  get timerCount(): number {
    return this.timers.size;
  }

  private orderTurns(): void {
    // All the turns before have been used, or there were none.
    const count = Math.min(Math.max(2 * this.turns.length, turnsMin), turnsMax);
    this.turns = [];
    for (let turn = 0; turn < count; turn += 1) {
      this.turns.push(original.setImmediate(this.turn));
    }
    this.turnsLeft = count;
  }

  /** Nobody has asked for anything since the turn before: the others can do without us. */
  private cancelTurns(): void {
    const { turns, turnsLeft } = this;
    for (const turn of turns.slice(turns.length - turnsLeft)) original.clearImmediate(turn);
    this.turns = [];
    this.turnsLeft = 0;
  }

  /** All that follows from the turn before has run, and nothing else is waiting to. */
  private readonly turn = (): void => {
    inside = undefined;
    this.turnsLeft -= 1;
    if (this.settling === undefined) {
      this.cancelTurns();
      return;
    }
    if (this.thrown !== undefined) this.rest();
    else if (this.left.length > 0) this.tell();
    else if (this.queue.length === 0) this.rest();
    // The last turn only ends what ran before it: behind it somebody else may be next.
    else if (this.turnsLeft > 0) void atOnce.then(this.runQueue);
    if (this.turnsLeft === 0 && this.isSettling) this.orderTurns();
  };

  private get isSettling(): boolean {
    return this.settling !== undefined;
  }

  private tell(): void {
    const { left } = this;
    this.left = [];
    this.attempt(() => {
      for (const action of left) action();
    });
  }

  private readonly runQueue = (): void => {
    const batch = this.queue;
    this.queue = [];
    inside = this;
    this.attempt(() => {
      for (const { action } of batch) action?.();
    });
  };

  /** What is thrown comes out of `settle`. */
  private attempt(work: Action): void {
    try {
      work();
    } catch (error) {
      this.thrown ??= { error };
    }
  }

  private rest(): void {
    const { settler, failure } = this;
    this.settling = undefined;
    this.settler = undefined;
    if (this.thrown === undefined) {
      this.unsettled = false;
      if (failure !== undefined) this.attempt(() => this.report(failure));
    }
    const { thrown } = this;
    this.thrown = undefined;
    if (thrown === undefined) settler?.resolve();
    else settler?.reject(thrown.error);
  }

  private report(failure: Error): never {
    return this.kernel.fail(`code in a compartment failed: ${failure.stack ?? ''}`);
  }
}

/**
 * Watches the globals that would let the machine into a run. Inside a
 * compartment they are virtual; inside a kernel event they are an error of
 * the twin; elsewhere they are what they were. Installed once a process.
 */
export function guardGlobals(): void {
  if (globalThis.setTimeout !== original.setTimeout) return;
  const timer =
    (repeats: boolean) =>
    (compartment: AsyncCompartment, callback: Callback, delayMs = 1, ...given: unknown[]) =>
      new VirtualTimer(compartment, delayMs, () => callback(...given), repeats);
  patch(globalThis, 'setTimeout', guard('setTimeout', original.setTimeout, timer(false)));
  patch(globalThis, 'setInterval', guard('setInterval', original.setInterval, timer(true)));
  const immediate = (compartment: AsyncCompartment, callback: Callback, ...given: unknown[]) =>
    compartment.handOver(() => callback(...given));
  patch(globalThis, 'setImmediate', guard('setImmediate', original.setImmediate, immediate));
  patch(globalThis, 'clearTimeout', clear(original.clearTimeout));
  patch(globalThis, 'clearInterval', clear(original.clearInterval));
  patch(globalThis, 'clearImmediate', clear(original.clearImmediate));
  const random = (compartment: AsyncCompartment): number =>
    compartment.random.uint32() / 4_294_967_296;
  patch(Math, 'random', guard('Math.random', original.random, random));
  patch(original.Date, 'now', guard('Date.now', original.now, dateOf));
  guardDate();
}

type Callback = (...given: unknown[]) => void;

function dateOf({ kernel }: AsyncCompartment): number {
  return Math.floor(kernel.now / millisecond);
}

/** Chooses at each call between the virtual, the forbidden and the real. */
function guard<Given extends unknown[]>(
  name: string,
  real: (...given: never[]) => unknown,
  virtual: (compartment: AsyncCompartment, ...given: Given) => unknown,
): (...given: Given) => unknown {
  const guarded = (...given: Given): unknown => {
    if (inside !== undefined) return virtual(inside, ...given);
    forbidInEvents(name);
    return real(...(given as unknown as never[]));
  };
  // `util.promisify(setTimeout)` finds its other form on the function.
  return Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(real));
}

function clear(real: (handle: never) => void): (handle: unknown) => void {
  return (handle) => {
    if (handle instanceof VirtualTimer) handle.cancel();
    else if (handle instanceof VirtualImmediate) handle.action = undefined;
    else real(handle as never);
  };
}

/** `new Date()` and `Date()` read the clock; with arguments they only calculate. */
function guardDate(): void {
  const now = (): number => original.Date.now();
  const guarded = new Proxy(original.Date, {
    construct: (target, given, newTarget) => {
      const used = given.length === 0 ? [now()] : given;
      return Reflect.construct(target, used, newTarget) as object;
    },
    apply: () => new original.Date(now()).toString(),
  });
  patch(original.Date.prototype, 'constructor', guarded);
  patch(globalThis, 'Date', guarded);
}

function forbidInEvents(name: string): void {
  runningKernel()?.fail(`${name} was called inside an event; models use the kernel's time`);
}

function patch(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
