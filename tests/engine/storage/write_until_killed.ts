/** Writes a checkpoint, a model folder or segments over and over, until the process is killed. */
import { SegmentFile, writeCheckpoint, writeModelFolder } from "../../../engine/storage/mod.ts";

const [kind, path] = Deno.args;
const segments = kind === "segments" ? await SegmentFile.open(path) : undefined;
for (let step = 0;; step++) {
  const values = new Float32Array(200_000).fill(step);
  if (segments !== undefined) {
    await segments.append(new Uint8Array(60_000).fill(step));
  } else if (kind === "checkpoint") {
    await writeCheckpoint(path, { header: { step }, arrays: new Map([["weights", values]]) });
  } else {
    const weights = new Uint8Array(values.buffer);
    const step_json = new TextEncoder().encode(String(step));
    await writeModelFolder(path, new Map([["weights.bin", weights], ["step.json", step_json]]));
  }
  if (step === 0) Deno.stdout.writeSync(new TextEncoder().encode("one is written\n"));
}
