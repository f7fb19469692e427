import { watchInterruption } from "../interruption.ts";
import { LiveDemoView } from "../live_demo_view.ts";
import { startDemo } from "../start_demo.ts";
import { writeError } from "../terminal.ts";
import { readTimeFlag } from "../time_flag.ts";
import { defineVerb, type Flag, numberFlag, switchFlag, textFlag, type Verb } from "../verb.ts";
import { writeDemoAnswer } from "../write_demo_answer.ts";

/** Seconds of the scene after the first P at which it is judged. */
const JUDGED_AFTER = 60;
/** The longest wait that a timer knows, milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/** The live system in a minute, on a simulated earthquake. */
export const demoLive: Verb = defineVerb({
  about:
    "The live system on a simulated earthquake of magnitude 6 beside an invented city: 20 stations " +
    "send packets of a second; a warning with a countdown for each of ten sites, picks, the located " +
    "event with its magnitude, and a map of shaking and damage follow, and a forecast of its aftershocks, in the terminal and on a page " +
    "whose address is printed. A minute after the first P it tells what was told beside what was true, " +
    "and goes on until Ctrl-C. City, people, buildings and waveforms are made up from the seed.",
  flags: {
    out: {
      ...{ kind: "text", default: "demo-live", placeholder: "DIR" },
      about: "folder of its database, map and documents; those of the last run are replaced",
    } as Flag<string>,
    seed: {
      ...{ kind: "integer", default: 1, minimum: 0, maximum: 4_294_967_295 },
      about: "decides city, earthquake and noise",
    } as Flag<number>,
    speed: {
      ...{ kind: "number", default: 1, minimum: 0.1, maximum: 1000 },
      about: "seconds of the scene in one of the clock",
    } as Flag<number>,
    seconds: numberFlag("ends after so long; without it, Ctrl-C ends it", { minimum: 0.001 }),
    once: switchFlag("ends once it has told how it went"),
    start: textFlag("when it begins, in the time of the scene; now unless given", {
      placeholder: "TIME",
    }),
    port: {
      ...{ kind: "integer", default: 8000, minimum: 0, maximum: 65_535 },
      about: "port of the page on this machine; 0 takes a free one",
    } as Flag<number>,
    models: {
      ...{ kind: "text", default: "models", placeholder: "DIR" },
      about: "folder of models that the page shows",
    } as Flag<string>,
  },
  examples: [
    ["demo-live", "in real time; open the address that it prints"],
    ["demo-live --seed 7 --speed 5 --seconds 30", "another earthquake, faster"],
  ],
  permissions: [
    "--allow-net=127.0.0.1:PORT",
    "--allow-read=DIR,MODELS,engine,server,links,node_modules",
    "--allow-write=DIR",
  ],
  async run({ values, terminal }) {
    const { out, seed, speed, seconds, once, start, port, models } = values;
    const interruption = watchInterruption("Ending the demonstration.");
    terminal.say(`Drawing a city, its stations and an earthquake with seed ${seed}.`);
    const demo = await startDemo({
      ...{ folder: out, seed, speed, port, models, forecasts: true, writable: true },
      startMs: start === undefined ? Date.now() : readTimeFlag(start, "start"),
      log: (line) => writeError(line + "\n"),
    });
    const limit = AbortSignal.timeout(Math.min((seconds ?? Infinity) * 1000, LONGEST_MS));
    const ended = whenAborted(AbortSignal.any([interruption.signal, limit]));
    const view = await LiveDemoView.open(demo, terminal);
    try {
      terminal.say(
        `Everything here is simulated. Watch ${demo.url} or read on; in a few seconds the ground ` +
          "shakes. Times are from the first P on; intervals hold 90 %.",
      );
      await Promise.race([demo.after(JUDGED_AFTER), ended]);
      view.end();
      await writeDemoAnswer(demo, { folder: out, seed, terminal });
      if (once || interruption.signal.aborted || limit.aborted) return;
      terminal.say(`\nThe stations go on, and so does ${demo.url}. Ctrl-C ends it.`);
      await Promise.race([ended, demo.finished]);
    } finally {
      view.end();
      await demo.stop();
      interruption.stop();
    }
  },
});

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
