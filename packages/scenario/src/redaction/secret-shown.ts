/** Stands for a secret, however long it is. */
export const secretShown = '***';
