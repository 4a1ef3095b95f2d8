/** The rates the module's driver takes, in baud; any other is an error (SDK wm_hal_uart.c). */
export const baudRates: readonly number[] = [
  600, 1200, 1800, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600,
  1_000_000, 1_250_000, 1_500_000, 2_000_000,
];
