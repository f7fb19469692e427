import { type DamagedFiles, type DamagedReading, readDamagedFiles } from "./read_damaged_files.ts";

/** What the worker answers: before each file its number, at the end what came of all. */
export type FuzzAnswer = { kind: "at"; number: number } | { kind: "done" } & DamagedReading;

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<DamagedFiles>) => void;
  postMessage(answer: FuzzAnswer): void;
};

scope.onmessage = async ({ data }) => {
  const reading = await readDamagedFiles(data, (number) => {
    scope.postMessage({ kind: "at", number });
  });
  scope.postMessage({ kind: "done", ...reading });
};
