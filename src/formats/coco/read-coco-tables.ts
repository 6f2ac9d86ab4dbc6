import type { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';
import type { ImportPlace } from '../import-result.ts';
import type { JsonList, JsonSections, JsonSpan } from '../json/json-sections.ts';
import { readRecord } from '../json/read-record.ts';
import { type CocoId, cocoCategorySchema, cocoImageSchema } from './coco-schema.ts';

export interface CocoImage {
  readonly id: CocoId;
  readonly fileName: string;
  readonly width: number;
  readonly height: number;
  readonly pointer: string;
}

export interface CocoCategory {
  readonly id: CocoId;
  readonly name: string;
  readonly supercategory?: string;
}

/** A COCO file whose photos and classes have been read, and whose annotations are still to be. */
export interface CocoTables {
  readonly json: JsonSections;
  readonly images: ReadonlyMap<CocoId, CocoImage>;
  readonly categories: ReadonlyMap<CocoId, CocoCategory>;
}

/** Called for each thing that cannot be read; may throw to stop at the first. */
export type OnFailure = (place: ImportPlace, reason: string) => void;

/** Reads photos and classes, and finds the annotations. What is wrong goes to `fail`; the rest is read all the same. */
export function readCocoTables(json: JsonSections, fail: OnFailure): CocoTables {
  if (json.fault !== null) fail({ kind: 'line', line: json.fault.line }, json.fault.reason);
  const images = new Map<CocoId, CocoImage>();
  for (const { value, pointer } of records(json, 'images', by(cocoImageSchema), fail)) {
    const { id, width, height } = value;
    const fileName = value.file_name ?? value.coco_url?.replace(/^.*:\/\/[^/]*\//u, '');
    if (fileName === undefined) fail({ kind: 'pointer', pointer }, 'It has no file_name.');
    else if (images.has(id)) fail({ kind: 'pointer', pointer }, `The id ${id} is taken already.`);
    else images.set(id, { id, fileName, width, height, pointer });
  }
  const categories = new Map<CocoId, CocoCategory>();
  for (const { value, pointer } of records(json, 'categories', by(cocoCategorySchema), fail)) {
    const { id, name, supercategory } = value;
    if (categories.has(id)) fail({ kind: 'pointer', pointer }, `The id ${id} is taken already.`);
    else categories.set(id, { id, name, ...(supercategory ? { supercategory } : {}) });
  }
  return { json, images, categories };
}

/** Reads records of a schema's shape. */
export function by<T>(schema: z.ZodType<T>): (text: string, span: JsonSpan) => T {
  return (text, span) => readRecord(text, span, schema);
}

export interface PlacedRecord<T> {
  readonly value: T;
  readonly pointer: string;
  /** The offset in the text, for progress. */
  readonly at: number;
}

/** The items of a list, one by one; those that `read` refuses (StudioError) go to `fail`. A list that is not there is empty. */
export function* records<T>(
  json: JsonSections,
  key: string,
  read: (text: string, span: JsonSpan) => T,
  fail: OnFailure,
): Generator<PlacedRecord<T>, void> {
  const list = listAt(json, key, fail);
  const base = key === '' ? '' : `/${pointerToken(key)}`;
  for (let i = 0; i < list.starts.length; i++) {
    const pointer = `${base}/${i}`;
    const start = list.starts[i]!;
    let value: T;
    try {
      value = read(json.text, { start, end: list.ends[i]! });
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      fail({ kind: 'pointer', pointer }, error.message);
      continue;
    }
    yield { value, pointer, at: start };
  }
}

function listAt(json: JsonSections, key: string, fail: OnFailure): JsonList {
  const section = json.sections.get(key);
  if (section?.kind === 'value')
    fail({ kind: 'pointer', pointer: `/${pointerToken(key)}` }, 'It is no list.');
  return section?.kind === 'list' ? section : { kind: 'list', starts: [], ends: [] };
}

/** A key as part of a JSON pointer (RFC 6901). */
function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
