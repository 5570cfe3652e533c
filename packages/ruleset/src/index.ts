export type { MemoryOutput, OutputWriter } from "./pipeline/output-writer.ts";
export { discardOutput, memoryOutput } from "./pipeline/output-writer.ts";
export type { Run, RunStore } from "./pipeline/run-store.ts";
export { memoryRunStore } from "./pipeline/run-store.ts";
