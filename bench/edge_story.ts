import type { BenchResult } from "./bench_result.ts";
import { significant } from "./format_result.ts";

/** Windows of PhaseNet overlap by half: a station needs one every 15 s. */
const SECONDS_PER_WINDOW = 15;

/** What an arm64 machine would need; nothing of it was measured. */
const ARM64 = "An arm64 machine runs the same two `.wasm` files: Deno is built for linux arm64, " +
  "128-bit SIMD is NEON there, and relaxed multiply-add becomes one fused instruction of it. " +
  "The engine itself holds no native code. None of this has been tried on such a machine yet: " +
  "its speed, and the threads' hand-off under its weaker memory order, are untested.";

/** The edge in one paragraph, from the kept result of the bench "edge". */
export function tellEdge(result: BenchResult | undefined): string {
  if (result === undefined) return ARM64;
  const { facts = {}, peers } = result;
  const coldMs = (ms: number | null | undefined) => ms ? `${significant(ms)} ms` : "unknown";
  const mb = (fact: unknown) => typeof fact === "number" ? `${fact} MB` : "unknown";
  const [predictions, forecasts, windows] = ["prediction", "forecast", "PhaseNet"]
    .map((word) => result.cases.slice(1).find((one) => one.case.includes(word)));
  const peakMb = facts.peakResidentMb;
  const held = typeof peakMb !== "number"
    ? "" // only Linux says it
    : peakMb <= 256
    ? " (so 256 MB hold it)"
    : " (more than the 256 MB it was meant to fit)";
  const sentences = [
    "**On one core**, pinned and without threads, networks on the kernels' " +
    `${
      facts.kernelBuild === "simd" ? "plain SIMD" : facts.kernelBuild
    } build, a process makes its ` +
    `first forecast ${coldMs(result.ours_ms)} after its start and has held ${mb(peakMb)} at ` +
    `most${held}; stock ` +
    `tfjs, which only loads the network and predicts, ${coldMs(peers.tfjs_wasm)} and ` +
    `${mb(facts.stockPeakResidentMb)}.`,
  ];
  if (predictions?.rate && forecasts?.rate) {
    const stock = predictions.ratio.tfjs_wasm;
    sentences.push(
      `It then makes ${count(predictions.rate.value)} predictions of an LSTM of 30 steps a second` +
        `${stock ? ` (stock: ${count(predictions.rate.value / stock)})` : ""} and ` +
        `${count(forecasts.rate.value)} whole forecasts from 3,000 rows of CSV.`,
    );
  }
  if (windows?.rate) {
    const { value } = windows.rate;
    const stock = windows.ratio.tfjs_wasm;
    sentences.push(
      `PhaseNet goes through ${count(value)} windows of 30 s a second` +
        `${stock ? ` (stock: ${count(value / stock)})` : ""}: with windows that overlap by half, ` +
        `${count(Math.floor(value * SECONDS_PER_WINDOW))} stations a core in real time.`,
    );
  }
  return [...sentences, ARM64].join(" ");
}

function count(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return value < 10 ? String(rounded) : Math.round(rounded).toLocaleString("en-GB");
}
