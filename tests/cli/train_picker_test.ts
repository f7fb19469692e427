import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { madeTrace } from "../engine/training/made_traces.ts";
import { cliCommand, runCli } from "./run_cli.ts";

const SAMPLES = 4_000;
const EPOCHS = 4;

const TRAINING = [
  ...["train", "picker", "--data", "made", "--epochs", String(EPOCHS), "--batches-per-epoch", "2"],
  ...["--threads", "1", "--seed", "3", "--json"],
];

/** Writes made traces as packed arrays. */
async function writeTraces(folder: string, count = 10): Promise<void> {
  await Deno.mkdir(folder);
  const traces = Array.from(
    { length: count },
    (_, i) => madeTrace(i, { samples: SAMPLES, pSample: 1_500 }),
  );
  const samples = new Float32Array(count * SAMPLES * 3);
  traces.forEach((trace, i) => samples.set(trace.samples, i * SAMPLES * 3));
  const packed = `${folder}/traces_f32le_${count}x${SAMPLES}x3.bin`;
  await Deno.writeFile(packed, new Uint8Array(samples.buffer));
  const rows = traces.map(({ name, pSample, sSample }, i) => `${i},${name},${pSample},${sSample}`);
  await Deno.writeTextFile(`${folder}/labels.csv`, ["index,fname,itp,its", ...rows].join("\n"));
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

Deno.test({
  name: "train picker: from scratch, interrupted, resumed to the same weights, and fine-tuned",
  ignore: Deno.build.os === "windows", // no SIGINT can be sent to a process there
  async fn() {
    const cwd = await Deno.makeTempDir();
    try {
      await writeTraces(`${cwd}/made`);
      const whole = await runCli([...TRAINING, "--out", "whole"], { cwd });
      assertEquals(whole.code, 0, whole.stderr);
      const { card, history, validationLoss } = JSON.parse(whole.stdout);
      assertEquals(history.length, EPOCHS);
      assert(history.at(-1).loss < history[0].loss);
      assert(validationLoss.best <= validationLoss.start);
      assertEquals([card.picker, card.seed, card.kind], ["cnn-lstm", 3, "picker"]);
      assertStringIncludes(card.trainedOn, "8 of the 10 traces of made");
      assertStringIncludes(card.trainedOn, "index % 5 = 1 chose the epoch");

      const child = cliCommand([...TRAINING, "--out", "stopped"], { cwd }).spawn();
      const output = child.output();
      while (!await isThere(`${cwd}/stopped.checkpoint`)) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      child.kill("SIGINT");
      const stopped = await output;
      const said = new TextDecoder().decode(stopped.stderr);
      assertEquals(stopped.code, 130, said);
      assertMatch(said, /Interrupted after epoch [1-3]; go on with --resume/);

      const other = await runCli([...TRAINING, "--out", "stopped", "--resume", "--final"], { cwd });
      assertEquals(other.code, 5);
      assertStringIncludes(other.stderr, "another training");
      const resumed = await runCli([...TRAINING, "--out", "stopped", "--resume"], { cwd });
      assertEquals(resumed.code, 0, resumed.stderr);
      const [expected, actual] = await Promise.all(
        ["whole", "stopped"].map((name) => Deno.readFile(`${cwd}/${name}/weights.bin`)),
      );
      assertEquals(actual, expected);

      const tuning = [...TRAINING, "--from", "whole", "--final", "--out", "tuned"];
      const tuned = await runCli(tuning, { cwd });
      assertEquals(tuned.code, 0, tuned.stderr);
      const answer = JSON.parse(tuned.stdout);
      assertEquals([answer.bestEpoch, answer.share], [EPOCHS, 0.75]);
      assertStringIncludes(answer.card.source, "fine-tuned here: trained here from scratch");
      const shown = await runCli(["models", "show", "tuned"], { cwd });
      assertEquals(shown.code, 0, shown.stderr);
      assertStringIncludes(shown.stdout, "8 of the 10 traces of made");
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  },
});

Deno.test("train picker: parts that do not exist and data that are none are refused", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await writeTraces(`${cwd}/made`, 5);
    for (
      const [flags, code, reason] of [
        [["--test-fold", "5"], 2, "part 5 of 5"],
        [["--validation-fold", "0"], 2, "both validate and test on part 0"],
        [["--from", "nowhere"], 5, "nowhere"],
        [["--data", "nowhere"], 3, "nowhere"],
        [["--resume", "--restart"], 2, "Cannot both resume and restart"],
      ] as const
    ) {
      const run = await runCli([...TRAINING, "--out", "new", ...flags], { cwd });
      assertStringIncludes(run.stdout + run.stderr, reason);
      assertEquals(run.code, code, `${flags}: ${run.stdout}${run.stderr}`);
      assertEquals(await isThere(`${cwd}/new`), false);
    }
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
