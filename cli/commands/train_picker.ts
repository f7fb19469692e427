import { BACKEND_FLAGS, describeRun } from "../backend_flags.ts";
import { runPickerTraining } from "../picker_training.ts";
import {
  describeReviewedTraining,
  runReviewedPickerTraining,
} from "../reviewed_picker_training.ts";
import { ConfigurationError } from "../../engine/domain/mod.ts";
import {
  choiceFlag,
  defineVerb,
  type Flag,
  integerFlag,
  requiredTextFlag,
  switchFlag,
  textFlag,
  type Verb,
} from "../verb.ts";

const group = "Run:";

/** Trains a picker on labelled waveforms and saves it with its card. */
export const trainPicker: Verb = defineVerb({
  about:
    "Trains a network that picks P and S, from scratch or, with --from, from the weights of another. " +
    "Windows are cut at random places of the traces and changed at random: by noise of other " +
    "traces, second events, gaps, silent components, stretched time.\n\n" +
    "Traces are cut into parts by their index in their set: index % FOLDS. The test part is not " +
    "read. The validation part chooses the epoch; with --final it is trained on too, and the last " +
    "epoch is kept.\n\n" +
    "With --reviewed it is fine-tuned on the picks of a database that people accepted, revised, " +
    "rejected or added, with the waveforms around them; where nobody has looked it is held to what it " +
    "said before; labelled waveforms are rehearsed beside them. The records are judged in FOLDS parts by " +
    "networks that had not seen them. Where the gain is not sure, or what was known is forgotten, the " +
    "candidate is refused and nothing is written.\n\n" +
    "The state after each epoch is kept in OUT.checkpoint. After Ctrl-C or SIGTERM, --resume goes on " +
    "from it to the same weights as if nothing had happened.",
  flags: {
    data: {
      ...textFlag("folder or file of labelled waveforms; give it several times for several", {
        placeholder: "FOLDER",
        repeatable: true,
      }),
      kind: "names",
      default: [],
    } as unknown as Flag<readonly string[]>,
    reviewed: textFlag("database whose reviewed picks --from is fine-tuned on", {
      placeholder: "DATABASE",
    }),
    waveforms: {
      kind: "names",
      default: [],
      about: "file of waveforms around reviewed picks; give it several times for several",
      placeholder: "FILE",
      repeatable: true,
    } as Flag<readonly string[]>,
    keepAnyway: switchFlag("write a candidate that is refused too, with a warning in its card"),
    picker: choiceFlag(["cnn-lstm", "phasenet"], {
      about: "network that is trained from scratch",
      initial: "cnn-lstm",
    }),
    from: textFlag("model folder of a picker whose weights are fine-tuned", { placeholder: "DIR" }),
    folds: { ...integerFlag("parts of each set", { minimum: 2 }), default: 5 } as Flag<number>,
    testFold: { ...integerFlag("part that is left out", { minimum: 0 }), default: 0 } as Flag<
      number
    >,
    validationFold: {
      ...integerFlag("part that chooses the epoch", { minimum: 0 }),
      default: 1,
    } as Flag<number>,
    final: switchFlag("train on the validation part too, and keep the last epoch"),
    epochs: integerFlag("looks at validation; as the way needs unless given", { minimum: 1 }),
    batchesPerEpoch: integerFlag("batches between two of them", { minimum: 1 }),
    learningRate: {
      kind: "number",
      default: undefined,
      about: "first step length; as the way needs unless given",
      placeholder: "NUMBER",
    } as Flag<number | undefined>,
    seed: { ...integerFlag("seed of everything random"), default: 1 } as Flag<number>,
    out: requiredTextFlag("folder of the model", { placeholder: "DIR", group }),
    name: textFlag("name in the card; that of the folder unless given", { group }),
    resume: switchFlag("go on from OUT.checkpoint", { group }),
    restart: switchFlag("throw OUT.checkpoint away and start anew", { group }),
    ...BACKEND_FLAGS,
  },
  examples: [
    ["train picker --data ncedc --data stead --out own", "an own picker, from scratch"],
    [
      "train picker --data ncedc --from phasenet --out tuned",
      "PhaseNet's weights, moved towards a network of one's own",
    ],
    [
      "train picker --reviewed quakecast.db --waveforms day.mseed --data ncedc --from own --out better",
      "towards what people corrected",
    ],
  ],
  permissions: [
    "--allow-read=DATA,FROM,FOLDER-OF-OUT,engine",
    "--allow-read=FOLDER-OF-DATABASE,WAVEFORMS --allow-write=FOLDER-OF-DATABASE (with --reviewed)",
    "--allow-write=FOLDER-OF-OUT",
  ],
  async run({ values, terminal }) {
    const startedMs = performance.now();
    if (values.reviewed !== undefined) {
      const run = { ...values, reviewed: values.reviewed, terminal };
      const result = await runReviewedPickerTraining(run);
      const { trained: { card }, acceptance, judged, written, backend } = result;
      const { traces, ...records } = result.records;
      return terminal.answer({
        document: () => ({
          ...{ accepted: acceptance.accepted, acceptance, judged, written, card },
          ...{ records: { ...records, records: traces.length }, out: written ? values.out : null },
          run: describeRun(backend, startedMs),
        }),
        text: () => describeReviewedTraining(result, values.out),
      });
    }
    refuseUnreviewed(values);
    const { trained, backend } = await runPickerTraining({ ...values, terminal });
    const { pickerCardText } = await import("../../engine/drawing/mod.ts");
    const { card, fit } = trained;
    terminal.answer({
      document: () => ({
        ...{ card, out: values.out, history: fit.history, bestEpoch: fit.bestEpoch },
        ...{ validationLoss: fit.validationLoss, share: trained.share },
        run: describeRun(backend, startedMs),
      }),
      text: () => `${pickerCardText(card)}\n\n${describeFit(fit)}\nSaved to ${values.out}.`,
    });
  },
});

/** Refuses what only --reviewed takes, and a training without data. */
function refuseUnreviewed(
  { data, waveforms, keepAnyway }: {
    data: readonly string[];
    waveforms: readonly string[];
    keepAnyway: boolean;
  },
): void {
  if (waveforms.length > 0 || keepAnyway) {
    const flag = keepAnyway ? "keep-anyway" : "waveforms";
    throw new ConfigurationError(`Cannot use --${flag} without --reviewed.`, flag);
  }
  if (data.length > 0) return;
  throw new ConfigurationError("Cannot train a picker without --data or --reviewed.", "data");
}

function describeFit(
  { bestEpoch, validationLoss: { start, best }, history }: {
    bestEpoch: number;
    validationLoss: { start: number; best: number };
    history: readonly unknown[];
  },
): string {
  const kept = `Weights of epoch ${bestEpoch} of ${history.length} were kept`;
  if (Number.isNaN(best)) return `${kept}, the last, as none was judged.`;
  return `${kept}: cross-entropy of a sample on validation ${
    best.toFixed(4)
  } nats, before training ` +
    `${start.toFixed(4)}.`;
}
