import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';
import { shapeOf } from '../json/read-record.ts';

export interface VocObject {
  readonly name: string;
  /** Pixels from 1, both ends included, as the file counts. */
  readonly box: {
    readonly xmin: number;
    readonly ymin: number;
    readonly xmax: number;
    readonly ymax: number;
  };
}

export interface VocAnnotation {
  readonly filename: string;
  readonly width: number;
  readonly height: number;
  /** In the file's order, which the PNG of objects numbers from 1; for `readVocObject`. */
  readonly objects: readonly unknown[];
}

/** Larger files are no annotations of one photo. */
const mostBytes = 20_000_000;
/** VOC needs 4; parts of parts in other writers' files a few more. */
const mostDepth = 32;

const numberText = z
  .string()
  .trim()
  .regex(/^-?\d+(?:\.\d+)?$/u, 'is no number')
  .transform(Number);
const sideText = numberText.refine((side) => Number.isInteger(side) && side > 0, 'is no size in pixels');
const annotationSchema = z.object({
  annotation: z.object({
    filename: z.string().trim().min(1),
    size: z.object({ width: sideText, height: sideText }),
    object: z.array(z.unknown()).optional(),
  }),
});
const objectSchema = z.object({
  name: z.string().trim().min(1),
  bndbox: z.object({ xmin: numberText, ymin: numberText, xmax: numberText, ymax: numberText }),
});

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: true,
  isArray: (name, path) => name === 'object' && path === 'annotation.object',
});

/** Reads one annotation. Throws StudioError `format-invalid` for text that is none. */
export function readVocXml(text: string): VocAnnotation {
  const { filename, size, object = [] } = shapeOf(parse(text), annotationSchema).annotation;
  return { filename, ...size, objects: object };
}

/** Reads one entry of `VocAnnotation.objects`. Throws StudioError `format-invalid`. */
export function readVocObject(value: unknown): VocObject {
  const { name, bndbox } = shapeOf(value, objectSchema);
  return { name, box: bndbox };
}

function parse(text: string): unknown {
  if (text.length > mostBytes) throw invalid('The file is too large for the annotation of one photo.');
  // Entities of its own are how XML is made to explode or to reach for other files; annotations have none.
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(text)) throw invalid('XML with a document type is not read.');
  checkDepth(text);
  try {
    return parser.parse(text, true);
  } catch (error) {
    // The parser's words end in the line and column, where it knows them.
    const words = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    const [, what, line] = /^(.*?)[.\s]*(?::(\d+):(?:\d+|undefined))?$/u.exec(words) ?? [];
    const where = line === undefined ? '' : `, in line ${line}`;
    throw new StudioError('format-invalid', `It is not well-formed XML${where}: ${what ?? words}.`, {
      cause: error,
    });
  }
}

function checkDepth(text: string): void {
  let depth = 0;
  for (const [tag] of text.matchAll(/<[^!?][^>]*>/gu)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>') && ++depth > mostDepth) throw invalid('The XML is nested too deeply.');
  }
}

function invalid(message: string): StudioError {
  return new StudioError('format-invalid', message);
}
