import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Trail } from './trail.ts';

it('is a list that nothing changes, whoever goes on from it', () => {
  const append = fc.record({ from: fc.nat({ max: 20 }), items: fc.array(fc.integer(), { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(append, { maxLength: 20 }), (appends) => {
      const trails = [Trail.of(1, 2)];
      const lists: (readonly number[])[] = [[1, 2]];
      for (const { from, items } of appends) {
        const at = from % trails.length;
        trails.push(trails[at]!.append(items));
        lists.push([...lists[at]!, ...items]);
        expect(trails.at(-1)!.length).toBe(lists.at(-1)!.length);
      }
      trails.forEach((trail, i) => {
        expect(trail.toArray()).toEqual(lists[i]);
        expect(trail.last).toBe(lists[i]!.at(-1));
        expect(trail.at(trail.length)).toBeUndefined();
        // Continuing means that what was drawn of the other stands.
        trails.forEach((other, j) => {
          if (trail.continues(other)) expect(lists[i]!.slice(0, lists[j]!.length)).toEqual(lists[j]);
        });
      });
    }),
  );
});
