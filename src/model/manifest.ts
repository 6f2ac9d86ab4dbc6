import { z } from 'zod';

/**
 * manifest.json of a model package: everything the engine must know, nothing it may guess.
 * Unknown keys are refused, so that a newer package fails loudly instead of decoding differently.
 */

const file = z.strictObject({
  path: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const variant = z.strictObject({
  device: z.enum(['webgpu', 'wasm']),
  /** Shown to people: `fp32`, `int8`, `8-bit`, `4-bit`. */
  precision: z.string(),
  /** Graph name (`vision_prefix`, `decoder`, ...) to file. */
  graphs: z.record(z.string(), file),
  /** Files that the graphs point into for their weights (ONNX external data), by the path written there. */
  externalData: z.array(file).default([]),
  /** `growing`: past/present grow by concatenation; `static`: one shared buffer of `capacity` positions. */
  kv: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('growing') }),
    z.strictObject({ kind: z.literal('static'), capacity: z.int().positive() }),
  ]),
  /** WebGPU features that the device must have, e.g. `shader-f16`. */
  requires: z.array(z.string()),
  /** Peak memory of the sessions, measured, in bytes. */
  memoryBytes: z.int().positive(),
});

const choice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('argmax') }),
  z.strictObject({ kind: z.literal('median') }),
  z.strictObject({ kind: z.literal('guided'), weight: z.number().nonnegative() }),
]);

/** How the model finds the name of what is at a place (GRAMMAR.md, "At a place"); weights set on calibration photos. */
const naming = z.strictObject({
  /** What the model was trained to call things. */
  names: z.array(z.string().min(1)).min(1),
  /** Asks for one of them; `{name}` stands for it. */
  question: z.string().regex(/\{name\}/),
  /** Questions about the whole photo: the first word of the label that would follow tells which names to look for. */
  screens: z.array(z.string().min(1)).min(1),
  /** Names looked for in a photo, the likeliest of the screens. */
  candidates: z.int().positive(),
  /** Weight of a name's ghost logit at the place, and of the logarithm of its ghost's size in cells. */
  placeWeight: z.number().nonnegative(),
  sizeWeight: z.number().nonnegative(),
  /** A ghost logit below this at the place says that the thing isn't there. */
  leastLogit: z.number(),
});

export const manifestSchema = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string(),
  title: z.string(),
  license: z.string(),
  /** Path of the model card inside the package. */
  card: file,
  architecture: z.enum(['text4seg-nano', 'qwen2-vl']),
  descriptor: z.strictObject({
    kind: z.enum(['bricks', 'runs', 'i-sd', 'i-rle', 'r-rle']),
    grid: z.int().positive(),
    maxRun: z.int().positive(),
    crossRows: z.boolean(),
    rowSeparator: z.string().nullable(),
    box: z.strictObject({ edges: z.enum(['half-open', 'inclusive']), bins: z.int().positive() }),
    coordinates: z.enum(['tokens', 'text']),
    background: z.array(z.string()),
  }),
  /** Role to token string; the loader resolves ids from the tokenizer and refuses what is missing or splits. */
  tokens: z.record(z.string(), z.string()),
  tokenizer: z.strictObject({ json: file, config: file }),
  prompt: z.strictObject({
    /** With `{prompt}` and `{answer}` as the only placeholders; one turn of a conversation. */
    turn: z.string(),
  }),
  image: z.strictObject({
    width: z.int().positive(),
    height: z.int().positive(),
    mean: z.tuple([z.number(), z.number(), z.number()]),
    std: z.tuple([z.number(), z.number(), z.number()]),
    /** Triangle filter whose support grows with the reduction, as Pillow's BILINEAR. */
    resample: z.literal('bilinear-antialiased'),
    fit: z.enum(['square', 'aspect']),
  }),
  positions: z.enum(['canvas-mrope', 'qwen2-vl-mrope']),
  rotary: z.strictObject({
    /** Radians per unit of position, for each pair of the half-split rotation, in order. */
    t: z.array(z.number()),
    h: z.array(z.number()),
    w: z.array(z.number()),
  }),
  cache: z.strictObject({
    layers: z.int().positive(),
    kvHeads: z.int().positive(),
    headDim: z.int().positive(),
    /** Positions that an image takes at the start of the cache. */
    imageTokens: z.int().positive(),
  }),
  decoding: z.strictObject({
    choice,
    maxTokens: z.int().positive(),
    /** Calibrated decision for "nothing matches": log-odds added to `<none>` when the answer begins. */
    noneBias: z.number(),
    /**
     * Extra evidence for "nothing matches": added to the log-odds of `<none>` is
     * `ghostSlope * (ghostPivot - highest ghost probability)`; slope 0 switches it off.
     */
    noneGhost: z.strictObject({ slope: z.number(), pivot: z.number() }),
    /**
     * How a box side is chosen: null takes the most probable bin; a number q takes, of the bins the
     * grammar allows, the one where the cumulated probability reaches q (x1, y1) or 1 - q (x2, y2).
     */
    boxQuantile: z.number().min(0).max(1).nullable().default(null),
    /** Share of the ghost read at `<seg>` (this object) in the ghost that guides its bricks; the rest is the answer's. */
    objectGhost: z.number().min(0).max(1).default(0),
  }),
  /** Null where the model can't be asked about a place without words. */
  naming: naming.nullable().default(null),
  /** Weights of the feedback projection run by the graph; sizes the client must produce. */
  feedback: z.strictObject({ width: z.int().positive() }).nullable(),
  variants: z.array(variant).min(1),
  goldens: z.array(
    z.strictObject({
      image: file,
      prompt: z.string(),
      /** Expected token ids of the answer, per variant precision where quantization changes them. */
      tokens: z.array(z.int()),
      precision: z.string(),
    }),
  ),
  training: z.strictObject({
    data: z.array(z.string()),
    hours: z.number(),
    steps: z.int(),
    scores: z.record(z.string(), z.record(z.string(), z.number())),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestVariant = z.infer<typeof variant>;
export type ManifestFile = z.infer<typeof file>;
export type Naming = z.infer<typeof naming>;
export type BrickChoice = z.infer<typeof choice>;
