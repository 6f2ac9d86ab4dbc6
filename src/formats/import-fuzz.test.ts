import { describe, expect, it } from 'vitest';
import { formats } from './formats.ts';
import { fuzzImports } from './testing/import-fuzz.ts';

describe('importers given spoiled files', () => {
  it('tell what is wrong, in bounded time, and change nothing', async () => {
    const reports = await fuzzImports(formats, 20261126, 3000);
    expect(reports.map(({ format }) => format)).toEqual(
      formats.filter(({ importer, exporter }) => importer && exporter).map(({ id }) => id),
    );
    for (const { failures, objects, slowest } of reports) {
      expect(failures).toBeGreaterThan(0);
      expect(objects).toBeGreaterThan(0);
      expect(slowest.ms, slowest.case).toBeLessThan(10_000);
    }
  }, 300_000);
});
