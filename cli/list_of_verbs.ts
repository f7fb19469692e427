import type { Verb } from "./verb.ts";

/** A verb before it is loaded. */
export interface ListedVerb {
  /** What is typed. */
  name: string;
  /** One line for the list of verbs. */
  summary: string;
  /**
   * What else the verb does where one of these names follows it, such as `train magnitude`: a verb of
   * its own, with flags of its own.
   */
  kinds?: readonly ListedVerb[];
  /** Loads the verb, and with it only the rooms it uses. */
  load(): Promise<Verb>;
}

/** All verbs, in the order of the help. */
export const VERBS: readonly ListedVerb[] = [
  {
    name: "demo",
    summary: "simulate, train, evaluate and forecast in a minute, with a report",
    load: async () => (await import("./commands/demo.ts")).demo,
  },
  {
    name: "demo-live",
    summary: "a simulated earthquake, from the first P to a map of damage in a minute, with a page",
    load: async () => (await import("./commands/demo_live.ts")).demoLive,
  },
  {
    name: "doctor",
    summary: "what runs here: backend, SIMD, threads, permissions",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  {
    name: "fetch",
    summary: "fetch a catalogue from an FDSN event service",
    load: async () => (await import("./commands/fetch.ts")).fetch,
  },
  {
    name: "simulate",
    summary: "simulate a catalogue with a seed",
    load: async () => (await import("./commands/simulate.ts")).simulate,
  },
  {
    name: "inspect",
    summary: "tell what is in a catalogue, and what cleaning would do",
    load: async () => (await import("./commands/inspect.ts")).inspect,
  },
  {
    name: "waveform",
    summary: "tell what is in waveform files, or convert them",
    load: async () => (await import("./commands/waveform.ts")).waveform,
  },
  {
    name: "stream",
    summary: "receive waveforms as they come: SeedLink, FDSN, replay, stdin",
    load: async () => (await import("./commands/stream.ts")).stream,
  },
  {
    name: "monitor",
    summary: "watch a stream: warnings, picks, events and magnitudes as they come",
    load: async () => (await import("./commands/monitor.ts")).monitor,
  },
  {
    name: "pick",
    summary: "pick P and S arrivals in waveforms",
    load: async () => (await import("./commands/pick.ts")).pick,
  },
  {
    name: "associate",
    summary: "join picks of P and S to events",
    load: async () => (await import("./commands/associate.ts")).associate,
  },
  {
    name: "locate",
    summary: "locate events from their picks",
    load: async () => (await import("./commands/locate.ts")).locate,
  },
  {
    name: "magnitude",
    summary: "magnitude of an event from its waveforms",
    load: async () => (await import("./commands/magnitude.ts")).magnitude,
  },
  {
    name: "impact",
    summary: "shaking, losses and damage of an event, with probabilities",
    load: async () => (await import("./commands/impact.ts")).impact,
  },
  {
    name: "catalogue",
    summary: "from waveforms to a catalogue: pick, associate, locate, magnitude",
    load: async () => (await import("./commands/catalogue.ts")).catalogue,
  },
  {
    name: "train",
    summary: "train a model on a catalogue",
    load: async () => (await import("./commands/train.ts")).train,
    kinds: [
      {
        name: "picker",
        summary: "train a picker of P and S on labelled waveforms",
        load: async () => (await import("./commands/train_picker.ts")).trainPicker,
      },
      {
        name: "magnitude",
        summary: "train a network that reads magnitudes from waveforms",
        load: async () => (await import("./commands/train_magnitude.ts")).trainMagnitude,
      },
    ],
  },
  {
    name: "tune",
    summary: "search for the best model, and tell what to expect of it",
    load: async () => (await import("./commands/tune.ts")).tune,
  },
  {
    name: "elicit",
    summary: "ask experts of a window to come; weights earned by past scores",
    load: async () => (await import("./commands/elicit.ts")).elicit,
  },
  {
    name: "pool",
    summary: "pool several models to one, with weights earned on validation",
    load: async () => (await import("./commands/pool.ts")).pool,
  },
  {
    name: "evaluate",
    summary: "score a model on what it never saw",
    load: async () => (await import("./commands/evaluate.ts")).evaluate,
    kinds: [
      {
        name: "magnitude",
        summary: "cross-validate magnitudes on labelled waveforms",
        load: async () => (await import("./commands/evaluate_magnitude.ts")).evaluateMagnitude,
      },
      {
        name: "picks",
        summary: "score pickers on labelled waveforms",
        load: async () => (await import("./commands/evaluate_picks.ts")).evaluatePicks,
      },
    ],
  },
  {
    name: "drift",
    summary: "tell whether a model should be trained again, why, and since when",
    load: async () => (await import("./commands/drift.ts")).drift,
  },
  {
    name: "forecast",
    summary: "forecast from a catalogue, with the skill beside it",
    load: async () => (await import("./commands/forecast.ts")).forecast,
  },
  {
    name: "explain",
    summary: "tell what a forecast comes from: past events, or the inputs of a network",
    load: async () => (await import("./commands/explain.ts")).explain,
    kinds: [
      {
        name: "pick",
        summary: "tell which part of which component made a picker say an arrival",
        load: async () => (await import("./commands/explain_pick.ts")).explainPick,
      },
      {
        name: "magnitude",
        summary: "tell which part of which component made a network say a magnitude",
        load: async () => (await import("./commands/explain_magnitude.ts")).explainMagnitude,
      },
    ],
  },
  {
    name: "aftershocks",
    summary: "forecast the aftershocks of a mainshock, without a model",
    load: async () => (await import("./commands/aftershocks.ts")).aftershocks,
  },
  {
    name: "benchmark",
    summary: "score point processes as the benchmark EarthquakeNPP does",
    load: async () => (await import("./commands/benchmark.ts")).benchmark,
  },
  {
    name: "report",
    summary: "forecast, evaluation and card as one HTML page",
    load: async () => (await import("./commands/report.ts")).report,
  },
  {
    name: "models",
    summary: "list models, or show the card of one",
    load: async () => (await import("./commands/models.ts")).models,
  },
  {
    name: "database",
    summary: "keep events in a database: import, export, backup, check",
    load: async () => (await import("./commands/database.ts")).database,
  },
  {
    name: "review",
    summary: "accept, reject or revise what programs found; what most needs a look",
    load: async () => (await import("./commands/review.ts")).review,
  },
  {
    name: "schedule",
    summary: "forecast every day and after large events, and score what was forecast",
    load: async () => (await import("./commands/schedule.ts")).schedule,
  },
  {
    name: "serve",
    summary: "answer over HTTP",
    load: async () => (await import("./commands/serve.ts")).serve,
  },
  {
    name: "keys",
    summary: "make, list and remove the API keys of a server",
    load: async () => (await import("./commands/keys.ts")).keys,
  },
  {
    name: "completions",
    summary: "print the completions of a shell",
    load: async () => (await import("./commands/completions.ts")).completions,
  },
];
