import { type PoolCard, VERSION } from "../../engine/domain/mod.ts";
import { describeRun } from "../backend_flags.ts";
import { CATALOGUE_FLAGS, openRequest } from "../catalogue_request.ts";
import { pathSeenFrom } from "../path_seen_from.ts";
import { prepareFolder } from "../prepare_folder.ts";
import {
  defineVerb,
  type Flag,
  integerFlag,
  numberFlag,
  requiredTextFlag,
  textFlag,
  type Verb,
} from "../verb.ts";

const GROUP = "Pool:";

const FLAGS = {
  model: {
    ...{ kind: "names", default: [] as string[], required: true, repeatable: true, group: GROUP },
    ...{
      about: "folder of a member: a network or a point process; given for each",
      placeholder: "DIR",
    },
  } as Flag<string[]>,
  out: requiredTextFlag("folder of the pool that is written", { placeholder: "DIR", group: GROUP }),
  baselines: {
    ...{ kind: "choice", default: "best", choices: ["none", "best", "all"], group: GROUP },
    about: "which baselines become members too: the best on validation, all, or none",
  } as Flag<string>,
  horizon: textFlag("length of a forecast, for point processes alone", {
    ...{ placeholder: "DURATION", group: GROUP },
  }),
  minMagnitude: numberFlag("smallest magnitude that counts, for point processes alone", {
    group: GROUP,
  }),
  windows: integerFlag(
    "most windows of validation and of test where a point process is a member, each simulated, or " +
      "maps are pooled, whose cells are kept; 200",
    { group: GROUP, minimum: 20, maximum: 100_000 },
  ),
  name: textFlag("name in the card; that of --out unless given", { group: GROUP }),
  seed: integerFlag("seed of the bootstrap; 1 unless given", { group: GROUP, minimum: 0 }),
  ...CATALOGUE_FLAGS,
  threads: integerFlag("threads of WebAssembly; 1 unless given", { minimum: 1, maximum: 8 }),
} as const;

/** Pools several models to one, with weights earned on validation. */
export const pool: Verb = defineVerb({
  about:
    "Pools several models to one: the probability that it gives is the weighted mean of theirs. " +
    "Weights are stacked on validation windows that no member was fitted to (point processes are " +
    "fitted anew to what comes before them), then drawn towards equal ones as far as that does better " +
    "on later windows; the test windows, which no member saw, are scored once, beside the best " +
    "member and the best baseline. The pool is a model like others: forecast, evaluate, models show, " +
    "serve. Members stay in their folders; one that is gone later is left out, and that is said.",
  flags: FLAGS,
  examples: [
    [
      "pool --model lstm --model cnn --catalogue m5.csv.gz --out both",
      "two networks and a baseline",
    ],
    ["pool --model lstm --model etas --catalogue m5.csv --out mixed --windows 100", "with ETAS"],
    ["pool --model etas --model poisson --horizon 1d --catalogue m25.csv --out day", "processes"],
    ["forecast --model both --catalogue m5.csv.gz", "what the pool and each member say"],
  ],
  permissions: [
    "--allow-read=MODELS,CATALOGUE,engine",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT",
    "--allow-read=FILE (of --covariates)",
    "--allow-net=HOST (of a URL)",
  ],
  async run({ values, terminal }) {
    const startedMs = performance.now();
    const { makePool, openMember, savePool, startKernels } = await import(
      "../../engine/forecasting/mod.ts"
    );
    const { poolCardText } = await import("../../engine/drawing/mod.ts");
    const { model: folders, out, threads = 1, horizon, minMagnitude, windows, seed } = values;
    await prepareFolder(out, terminal);
    const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
    const kernels = await startKernels({ threads, onThreadLost });
    const members = [];
    for (const folder of folders) {
      members.push({ ...await openMember(folder), path: pathSeenFrom(out, folder) });
    }
    const made = await makePool(members, await openRequest(values.catalogue, values), {
      name: values.name ?? out.replace(/[/\\]+$/, "").split(/[/\\]/).at(-1)!,
      ...{ horizon, minMagnitude, windows, seed, kernels },
      baselines: values.baselines as "none" | "best" | "all",
      versions: { quakecast: VERSION, deno: Deno.version.deno },
      onProgress: terminal.progress,
    });
    await savePool(made, out);
    const card: PoolCard = made.card;
    terminal.answer({
      document: () => ({ card, run: describeRun(kernels.report, startedMs) }),
      text: () => `${poolCardText(card)}\n\nSaved as ${out}.`,
    });
  },
});
