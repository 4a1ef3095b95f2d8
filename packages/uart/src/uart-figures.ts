import { figure, type Values } from '@w800/kernel';

/** The AT port's UART of a W800 and the driver behind it. */
export const uartFigures = {
  apbHz: figure(40_000_000, 'Hz', 'documented', 'SDK wm_soc_cfgs.h WM_APB_CLOCK'),
  oversampling: figure(16, '1', 'documented', 'SDK wm_hal_uart.c, WM_HAL_UART_CAL_BAUDRATE'),
  divisorFractionSteps: figure(16, '1', 'documented', 'SDK wm_hal_uart.c: four bits, truncated'),
  txFifoBytes: figure(
    32,
    'bytes',
    'documented',
    'SDK wm_soc_cfgs.h; that the shift register holds one byte more is assumed',
  ),
  rxFifoBytes: figure(32, 'bytes', 'documented', 'SDK wm_soc_cfgs.h'),
  rxTriggerBytes: figure(16, 'bytes', 'documented', 'SDK wm_hal_uart.c, interrupt mode'),
  rtsFifoBytes: figure(
    28,
    'bytes',
    'documented',
    'SDK wm_hal_uart.c set_flow_ctrl, level 6: RTS drops when the FIFO holds more. UART1, the AT ' +
      'port, has neither RTS nor CTS in the device table of the SDK; the twin has them wired',
  ),
  rxIdleFrames: figure(
    4,
    'frames',
    'documented',
    'SDK wm_hal_uart.c; that a start bit ends the idle time is assumed',
  ),
  rxRingNodes: figure(4, '1', 'documented', 'SDK wm_hal_uart.h WM_HAL_RX_RECV_BUF_NUM'),
  rxNodeBytes: figure(256, 'bytes', 'derived', 'ring of 1,024 (SDK wm_atcmd_init.c) in 4 nodes'),
  receiveTolerancePerMille: figure(
    25,
    'per mille',
    'assumed',
    'usual limit for both ends of an 8N1 line together',
  ),
};

/** The bare numbers, as the model calculates with them. */
export type UartFigures = Values<typeof uartFigures>;
