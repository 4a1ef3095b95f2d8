import { figure } from '@w800/kernel';

/** Times of the SNTP client. */
export const sntpFigures = {
  startDelayMsMax: figure(
    4_999,
    'ms',
    'documented',
    'lwIP 2.1.3 sntp_opts.h: a random part of 5 s before the first request',
  ),
  replyTimeoutSeconds: figure(15, 's', 'documented', 'lwIP 2.1.3 sntp_opts.h'),
  retryFirstSeconds: figure(15, 's', 'documented', 'lwIP 2.1.3 sntp_opts.h'),
  retryMaxSeconds: figure(150, 's', 'documented', 'lwIP 2.1.3 sntp_opts.h: ten times the first'),
  intervalDefaultSeconds: figure(3_600, 's', 'documented', 'lwIP 2.1.3 sntp_opts.h'),
};
