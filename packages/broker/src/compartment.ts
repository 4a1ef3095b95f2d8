import { AsyncLocalStorage } from 'node:async_hooks';
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

/** Which compartment the running code belongs to, through promises and ticks. */
const inside = new AsyncLocalStorage<AsyncCompartment | undefined>();

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
 */
export class AsyncCompartment implements Compartment {
  unsettled = false;
  readonly kernel: Kernel;
  readonly random: Random;
  private readonly timers = new Set<VirtualTimer>();
  private queue: VirtualImmediate[] = [];
  private entered = false;
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

  /** Calls into the compartment at once, for something whose result is needed. */
  enter<Result>(action: () => Result): Result {
    this.unsettled = true;
    this.entered = true;
    return inside.run(this, action);
  }

  /** Calls out of the compartment: what runs is the twin's own code again. */
  leave<Result>(action: () => Result): Result {
    return inside.run(undefined, action);
  }

  /**
   * Runs until nothing is left to do at this instant. A real immediate comes
   * only after every tick and microtask has run, so a turn in which nothing
   * was asked for proves that the code has come to rest.
   */
  async settle(): Promise<void> {
    await Promise.resolve();
    do {
      this.entered = false;
      this.runQueue();
      await new Promise<void>((resolve) => original.setImmediate(resolve));
    } while (this.queue.length > 0 || this.entered);
    this.unsettled = false;
    if (this.failure !== undefined) {
      this.kernel.fail(`code in a compartment failed: ${this.failure.stack ?? ''}`);
    }
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

  private runQueue(): void {
    const batch = this.queue;
    if (batch.length === 0) return;
    this.queue = [];
    inside.run(this, () => {
      for (const { action } of batch) action?.();
    });
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
    const compartment = inside.getStore();
    if (compartment !== undefined) return virtual(compartment, ...given);
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
