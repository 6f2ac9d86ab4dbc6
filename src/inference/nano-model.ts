import { StudioError } from '../errors/studio-error.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import type { Manifest, ManifestVariant } from '../model/manifest.ts';
import type { VariantFiles } from '../model/model-package.ts';
import type {
  AnswerOptions,
  ImagePrefix,
  ModelDescription,
  ModelTurn,
  TokenChunk,
} from '../model/segmentation-model.ts';
import type { TokenTable } from '../text4seg/token-table.ts';
import type { ChoiceRules } from './choose-token.ts';
import { ConversationReader } from './conversation-reader.ts';
import type { DecodeStrategy } from './decode-strategy.ts';
import type { Graph, GraphRuntime } from './graph-runtime.ts';
import { GrowingCache } from './growing-cache.ts';
import { cacheNames } from './key-value-cache.ts';
import type { LoadedModel } from './loaded-model.ts';
import { NanoAnswer } from './nano-answer.ts';
import { NanoContext } from './nano-context.ts';
import { NanoDecoder } from './nano-decoder.ts';
import { NanoPrefix } from './nano-prefix.ts';
import { createNanoVocabulary, type NanoVocabulary } from './nano-vocabulary.ts';
import { PlaceQuestion } from './place-question.ts';
import { preprocessImage } from './preprocess-image.ts';
import { RunQueue } from './run-queue.ts';
import { StaticCache } from './static-cache.ts';
import { stepwise } from './stepwise.ts';
import { yieldToEvents } from './yield-to-events.ts';

export interface NanoModelOptions {
  readonly strategy?: DecodeStrategy;
  /** `false` reads photo and conversation anew for every question; for comparison only. */
  readonly keepContext?: boolean;
}

/** The embedded model, text4seg-nano, on any device that `GraphRuntime` drives. */
export class NanoModel implements LoadedModel {
  readonly #runtime: GraphRuntime;
  readonly #manifest: Manifest;
  readonly #variant: ManifestVariant;
  readonly #bytes: number;
  readonly #vocabulary: NanoVocabulary;
  readonly #rules: ChoiceRules;
  readonly #vision: Graph;
  readonly #decoderGraph: Graph;
  readonly #decoder: NanoDecoder;
  readonly #strategy: DecodeStrategy;
  readonly #reader: ConversationReader;
  readonly #placeQuestion: PlaceQuestion;
  readonly #keepContext: boolean;
  readonly #answers = new RunQueue();
  /** The photo whose text is in the one static cache that a GPU keeps. */
  #resident: NanoPrefix | null = null;

  private constructor(
    runtime: GraphRuntime,
    manifest: Manifest,
    files: VariantFiles,
    vocabulary: NanoVocabulary,
    graphs: { readonly vision: Graph; readonly decoder: Graph },
    options: NanoModelOptions,
  ) {
    this.#runtime = runtime;
    this.#manifest = manifest;
    this.#variant = files.variant;
    this.#bytes = files.bytes;
    this.#vocabulary = vocabulary;
    this.#vision = graphs.vision;
    this.#decoderGraph = graphs.decoder;
    this.#decoder = new NanoDecoder(runtime, graphs.decoder, manifest);
    this.#strategy = options.strategy ?? stepwise({ forcedTokens: true });
    this.#keepContext = options.keepContext ?? true;
    this.#rules = {
      grammar: vocabulary.grammar,
      table: vocabulary.table,
      grid: manifest.descriptor.grid,
      decoding: manifest.decoding,
      noneId: vocabulary.special.none!,
    };
    this.#reader = new ConversationReader(vocabulary, this.#rules);
    this.#placeQuestion = new PlaceQuestion(manifest, vocabulary);
  }

  /** @throws StudioError `package-invalid` for tokens or graphs that don't fit, `device-unavailable` from the device. */
  static async create(
    runtime: GraphRuntime,
    manifest: Manifest,
    files: VariantFiles,
    options: NanoModelOptions = {},
  ): Promise<NanoModel> {
    const vocabulary = createNanoVocabulary(manifest, files.tokenizer);
    const presents = cacheNames(manifest.cache.layers).map(({ present }) => present);
    const open = async (name: string) => {
      const bytes = files.graphs.get(name);
      if (!bytes) {
        throw new StudioError(
          'package-invalid',
          `The model package is not valid: it has no graph “${name}”.`,
        );
      }
      try {
        return await runtime.createGraph(bytes, {
          externalData: files.externalData,
          outputsOnDevice: presents,
        });
      } catch (error) {
        throw new StudioError('device-unavailable', 'The model could not be started on this device.', {
          cause: error,
        });
      }
    };
    const vision = await open('vision_prefix');
    try {
      const decoder = await open('decoder');
      return new NanoModel(runtime, manifest, files, vocabulary, { vision, decoder }, options);
    } catch (error) {
      await vision.dispose();
      throw error;
    }
  }

  get tokenTable(): TokenTable {
    return this.#vocabulary.table;
  }

  describe(): ModelDescription {
    const { id, title, version } = this.#manifest;
    return {
      id,
      title,
      version,
      architecture: 'text4seg-nano',
      ...this.#runtime.identity,
      precision: this.#variant.precision,
      bytes: this.#bytes,
    };
  }

  async encodeImage(image: RgbaImage, signal: AbortSignal): Promise<NanoPrefix> {
    const start = performance.now();
    const { width, height } = this.#manifest.image;
    const pixels = preprocessImage(image, this.#manifest.image);
    await yieldToEvents();
    throwIfAborted(signal);
    const feeds = { pixel_values: this.#runtime.floats(pixels, [1, 3, height, width]) };
    const { cell_keys: keys, ...photo } = await this.#vision.run(feeds).catch((error: unknown) => {
      throw new StudioError('inference-failed', 'The model could not read this photo. Ask again.', {
        cause: error,
      });
    });
    try {
      const cellKeys = (await keys!.readFloats()).slice();
      throwIfAborted(signal);
      return new NanoPrefix(this.#runtime, photo, cellKeys, performance.now() - start);
    } catch (error) {
      this.#runtime.release(Object.values(photo));
      throw error;
    } finally {
      this.#runtime.release([keys!]);
    }
  }

  /** Answers to one model run one after the other, whatever their photos. */
  async *answer(
    prefix: ImagePrefix,
    conversation: readonly ModelTurn[],
    options: AnswerOptions,
    signal: AbortSignal,
  ): AsyncGenerator<TokenChunk, void> {
    const start = performance.now();
    let done: () => void = () => undefined;
    const turn = new Promise<void>((entered) => {
      void this.#answers.run(() => {
        entered();
        return new Promise<void>((resolve) => {
          done = resolve;
        });
      });
    });
    await turn;
    try {
      yield* this.#answerNow(prefix as NanoPrefix, conversation, options, signal, start);
    } finally {
      done();
    }
  }

  async dispose(): Promise<void> {
    await this.#vision.dispose();
    await this.#decoderGraph.dispose();
  }

  async *#answerNow(
    prefix: NanoPrefix,
    conversation: readonly ModelTurn[],
    options: AnswerOptions,
    signal: AbortSignal,
    start: number,
  ): AsyncGenerator<TokenChunk, void> {
    throwIfAborted(signal);
    if (prefix.disposed) throw new StudioError('inference-failed', 'The photo of this question was closed.');
    const context = await this.#contextOf(prefix);
    const asked = await this.#placeQuestion.resolve(conversation, prefix, context, signal);
    if (asked.kind === 'nothing') {
      yield { kind: 'tokens', tokens: asked.tokens, ms: performance.now() - start, steps: 0 };
      return;
    }
    const maxTokens = Math.min(
      options.maxTokens ?? Number.POSITIVE_INFINITY,
      this.#manifest.decoding.maxTokens,
    );
    const { ghost, output } = await this.#reader.read(context, prefix, asked.conversation, maxTokens, signal);
    yield { kind: 'ghost', cells: ghost.probabilities, ms: performance.now() - start };
    const answer = new NanoAnswer({
      context,
      vocabulary: this.#vocabulary,
      rules: { ...this.#rules, grammar: asked.grammar },
      cellKeys: prefix.cellKeys,
      ghost,
      output,
      maxTokens: Math.min(maxTokens, context.capacity - context.length),
    });
    for await (const tokens of this.#strategy.decode(answer, signal)) {
      yield { kind: 'tokens', tokens, ms: performance.now() - start, steps: answer.steps };
    }
  }

  async #contextOf(prefix: NanoPrefix): Promise<NanoContext> {
    if (!this.#keepContext) prefix.dropContext();
    if (prefix.context) return prefix.context;
    const { layers } = this.#manifest.cache;
    const { kv } = this.#variant;
    if (kv.kind === 'growing') {
      prefix.keepContext(
        new NanoContext(this.#decoder, new GrowingCache(this.#runtime, layers, prefix.photo)),
      );
    } else {
      this.#resident?.dropContext();
      const cache = await StaticCache.fromPhoto(this.#runtime, layers, kv.capacity, prefix.photo);
      prefix.keepContext(new NanoContext(this.#decoder, cache));
      this.#resident = prefix;
    }
    return prefix.context!;
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new StudioError('aborted', 'The answer was stopped.');
}
