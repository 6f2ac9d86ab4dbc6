/** One question to one encoded photo, in milliseconds since it was put. */
export interface QuestionTiming {
  readonly photo: string;
  readonly prompt: string;
  readonly ghostMs: number;
  /** Null when the answer has no box. */
  readonly boxMs: number | null;
  readonly lastMs: number;
  readonly steps: number;
  readonly tokens: readonly number[];
  readonly objects: number;
}

export interface DeviceTimings {
  readonly device: string;
  readonly deviceName: string;
  readonly threads: number;
  readonly loadMs: number;
  readonly encodeMs: readonly number[];
  /** Follow-ups on an encoded photo through the page's own client. */
  readonly product: readonly QuestionTiming[];
}

/** The same questions, by the engine and by a plain loop, in turns in one worker. */
export interface ComparedTimings {
  readonly engine: readonly QuestionTiming[];
  readonly plain: readonly QuestionTiming[];
}

export interface BenchCase {
  readonly photo: string;
  readonly url: string;
  readonly prompts: readonly string[];
}

export interface BenchPlan {
  readonly device: 'webgpu' | 'wasm';
  readonly packageUrl: string;
  readonly cases: readonly BenchCase[];
  readonly rounds: number;
  /** Answers are cut after this many tokens; 0 for whole answers. */
  readonly tokens: number;
}

declare global {
  interface Window {
    bench: {
      product(plan: BenchPlan): Promise<DeviceTimings>;
      compare(plan: BenchPlan): Promise<ComparedTimings>;
    };
  }
}
