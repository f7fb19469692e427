import { PICK_BODY, PICK_EXAMPLE } from "./waveform_examples.ts";

/** Body of POST /v1/picks/explanations; a real one has minutes of samples. */
export const PICK_EXPLANATION_BODY = {
  ...{ model: "phasenet", phase: "P" },
  traces: PICK_BODY.traces,
};

const ZERO = { share: 0, net: 0 };

/** Answer of POST /v1/picks/explanations; a real map has 60 steps, as an occlusion. */
export const PICK_EXPLANATION_EXAMPLE = {
  explanation: {
    question: "Why a P on NC.MEM..HH at 2024-01-01 20:01:52.000 UTC?",
    model: { name: "phasenet", picker: "phasenet" },
    pick: { phase: "P", time: "2024-01-01T20:01:52.000Z", probability: 0.97 },
    window: {
      instrument: "NC.MEM..HH",
      from: "2024-01-01T20:01:37.000Z",
      to: "2024-01-01T20:02:06.990Z",
      components: ["Z"],
    },
    windowProbability: 0.96,
    logOdds: { record: 3.2, baseline: -14.8 },
    completeness: {
      ...{ sum: 18, difference: 18, error: 0, tolerance: 0.01 },
      ...{ isAbsolute: false, isComplete: true, slopes: 1921 },
    },
    components: [
      { part: "Z", share: 1, net: 18 },
      { part: "N", ...ZERO },
      { part: "E", ...ZERO },
    ],
    times: [
      { part: "more than 2 s before", share: 0.02, net: 0.1 },
      { part: "2 to 0 s before", share: 0.06, net: -1.2 },
      { part: "0 to 0.5 s after", share: 0.32, net: 9.4 },
      { part: "0.5 to 2 s after", share: 0.2, net: 5.1 },
      { part: "later", share: 0.4, net: 4.5 },
    ],
    within2Seconds: 0.58,
    silenced: [{ part: "Z", probability: 0.01 }],
    occlusion: { stepSeconds: 0.5, fromSeconds: -0.5, probability: [0.95, 0.12] },
    map: { stepSeconds: 0.5, fromSeconds: -0.5, components: { Z: [-0.4, 2.1] } },
    sentences: [
      "This P (probability 0.96) is 18.0 log-odds above what noise like that before it alone would give, of " +
      "which all are of the vertical component, the only one recorded; the first 0.5 s after the onset add 52 %, the next " +
      "1.5 s 28 %, what comes later 25 %, and what lies before the onset −6 %.",
      "The probability goes to 0.01 without the vertical component; components that are " +
      "missing were zeros to begin with.",
    ],
    notes: [],
  },
  run: PICK_EXAMPLE.run,
};
