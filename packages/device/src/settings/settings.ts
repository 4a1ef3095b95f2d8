import type { Kernel, Values } from '@w800/kernel';
import type { NvStore } from '@w800/ports';
import type { Setting } from './define-setting.ts';
import type { nvFigures } from './nv-figures.ts';
import { nvErase, nvWrite } from './nv-trace.ts';
import { joinSetting, modeSetting, type JoinSettings } from './wifi-settings.ts';

/**
 * The module's settings: a copy in RAM that every query reads, and flash that
 * outlives a restart. To add one, declare it with `defineSetting` and `read`
 * and `write` it; there is no list to enter it in.
 *
 * Flash is written when the store mode says so, or the setting itself, and
 * only when it would hold another value afterwards. MQTT keeps its
 * configuration elsewhere: none of it is ever stored.
 */
export class Settings {
  private readonly kernel: Kernel;
  private readonly store: NvStore;
  private readonly limits: Values<typeof nvFigures>;
  /** By key; a setting nobody has touched since the start is not in here. */
  private readonly ram = new Map<string, unknown>();
  private storing = true;

  constructor(kernel: Kernel, store: NvStore, limits: Values<typeof nvFigures>) {
    this.kernel = kernel;
    this.store = store;
    this.limits = limits;
  }

  /** `AT+SYSSTORE`: 1 writes to flash too, 0 to RAM alone. 1 after every start. */
  get storeMode(): number {
    return this.storing ? 1 : 0;
  }

  set storeMode(mode: number) {
    this.storing = mode === 1;
  }

  /** `AT+CWMODE`: 0 off, 1 station, 2 softAP, 3 both; undefined when never set. */
  get mode(): number | undefined {
    return this.read(modeSetting);
  }

  set mode(mode: number) {
    this.write(modeSetting, mode);
  }

  /** The network to join at start. */
  get join(): JoinSettings | undefined {
    return this.read(joinSetting);
  }

  set join(join: JoinSettings) {
    this.write(joinSetting, join);
  }

  read<Value>(setting: Setting<Value>): Value {
    // A key belongs to one setting, so what is kept under it is a `Value`.
    if (this.ram.has(setting.key)) return this.ram.get(setting.key) as Value;
    return this.stored(setting);
  }

  write<Value>(setting: Setting<Value>, value: Value): void {
    const { key, codec, always } = setting;
    this.ram.set(key, value);
    if (!this.storing && !always) return;
    const text = codec.encode(value);
    if (codec.encode(this.stored(setting)) === text) return;
    this.kernel.assert(key.length <= this.limits.keyCharsMax, `the flash takes the key ${key}`);
    this.kernel.assert(text.length <= this.limits.textBytesMax, `${key} fits into the flash`);
    this.kernel.trace.emit(nvWrite, { key, value: text });
    this.store.write(key, text);
  }

  /** What a start does: the copy in RAM is what is stored, and the store mode is 1. */
  load(): void {
    this.ram.clear();
    this.storing = true;
  }

  /** Forgets everything that is stored; the copy in RAM follows at the next start. */
  erase(): void {
    this.kernel.trace.emit(nvErase, {});
    this.store.erase();
  }

  private stored<Value>({ key, codec, initial }: Setting<Value>): Value {
    const text = this.store.read(key);
    const decoded = text === undefined ? undefined : codec.decode(text);
    return decoded === undefined ? initial : decoded.value;
  }
}
