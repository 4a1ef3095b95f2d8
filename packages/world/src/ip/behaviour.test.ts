import { expect, test } from 'vitest';
import { Behaviour } from './behaviour.ts';

const described = { silent: false, delay: 0 };

test('a change holds until it is taken back, and then it is as described', () => {
  const behaviour = new Behaviour({ ...described, delay: 7 });
  const undo = behaviour.change({ delay: 1 });
  expect(behaviour.now).toEqual({ silent: false, delay: 1 });
  undo();
  undo();
  expect(behaviour.now).toEqual({ silent: false, delay: 7 });
});

test('of two layers that say the same the later holds, and the other when that is gone', () => {
  const behaviour = new Behaviour(described);
  const undoOne = behaviour.change({ delay: 1, silent: true }, 'one');
  const undoOther = behaviour.change({ delay: 2 }, 'other');
  expect(behaviour.now).toEqual({ silent: true, delay: 2 });
  undoOther();
  expect(behaviour.now).toEqual({ silent: true, delay: 1 });
  behaviour.change({ delay: 3 }, 'other');
  undoOne();
  expect(behaviour.now).toEqual({ silent: false, delay: 3 });
});

test('a layer that is set again replaces what it said before', () => {
  const behaviour = new Behaviour(described);
  behaviour.change({ silent: true }, 'one');
  const undo = behaviour.change({ delay: 1 }, 'one');
  expect(behaviour.now).toEqual({ silent: false, delay: 1 });
  undo();
  expect(behaviour.now).toEqual(described);
});
